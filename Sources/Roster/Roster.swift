// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Storage

public import struct Foundation.Date
public import typealias Foundation.TimeInterval

/// Who serves the city: heartbeats of every instance, and the duties that only one of them has at a time.
public struct Roster: Sendable {
    /// Why an instance may not serve under its name.
    public struct NameTaken: Error, Sendable, Hashable, CustomStringConvertible {
        /// The name.
        public let name: String
        /// The machine that has it.
        public let host: String

        /// One sentence.
        public var description: String {
            "another machine (\(host)) serves under the name '\(name)'; give this one a name of its own (--name)"
        }
    }

    /// After so long without a heartbeat an instance counts as silent.
    public static let silence: TimeInterval = 30
    /// So long a name belongs to the machine that was last heard of under it.
    static let claim: TimeInterval = 15
    /// So long an instance that is over stays on the list.
    static let memory: TimeInterval = 7 * 86_400

    private let database: any Database

    /// - Parameter database: migrated to `Roster.migrations`.
    public init(database: any Database) {
        self.database = database
    }

    /// The steps of the schema that this room needs.
    public static let migrations: [Migration] = [.m0060Roster]

    /// The room's tables: they tell of processes and machines, so that a city that moves leaves them behind.
    public static let tables: Set<String> = ["instances", "duties", "relocations"]

    // MARK: Instances

    /// Begins to serve under a name.
    ///
    /// - Throws: `NameTaken` where another machine was heard of under it a moment ago.
    public func enter(_ instance: Instance, now: Date) throws {
        try database.write { session in
            let known = try session.firstRow(
                "SELECT token, host, seen_at FROM instances WHERE name = $1 AND stopped_at IS NULL",
                [SQLValue(instance.name)]
            )
            if let known, try known.text(0) != instance.token,
                try known.date(2) > now.addingTimeInterval(-Self.claim)
            {
                throw NameTaken(name: instance.name, host: try known.text(1))
            }
            try session.execute(
                "DELETE FROM instances WHERE seen_at < $1",
                [SQLValue(now.addingTimeInterval(-Self.memory))]
            )
            try session.execute(
                """
                INSERT INTO instances (name, token, host, roles, version, started_at, seen_at)
                VALUES ($1, $2, $3, $4, $5, $6, $6)
                ON CONFLICT (name) DO UPDATE SET token = excluded.token, host = excluded.host, roles = excluded.roles,
                    version = excluded.version, started_at = excluded.started_at, seen_at = excluded.seen_at,
                    stopped_at = NULL, is_reported = 0
                """,
                [
                    SQLValue(instance.name), SQLValue(instance.token), SQLValue(instance.host),
                    SQLValue(instance.roles.joined(separator: ",")), SQLValue(instance.version), SQLValue(now),
                ]
            )
        }
    }

    /// Tells that an instance is there, and takes or keeps the duties that nobody else has.
    ///
    /// - Parameters:
    ///   - duties: what it could do.
    ///   - until: so long it has them, unless it tells again.
    /// - Returns: those that it has now.
    /// - Throws: `NameTaken` where another machine has taken its name.
    public func beat(_ instance: Instance, duties: [String], until: Date, now: Date) throws -> Set<String> {
        try database.writeConcurrently { session in
            let known = try session.execute(
                """
                UPDATE instances SET seen_at = $1, stopped_at = NULL, is_reported = 0 WHERE name = $2 AND token = $3
                """,
                [SQLValue(now), SQLValue(instance.name), SQLValue(instance.token)]
            )
            guard known == 1 else {
                let other = try session.firstRow(
                    "SELECT host FROM instances WHERE name = $1",
                    [SQLValue(instance.name)]
                )
                throw NameTaken(name: instance.name, host: try other?.text(0) ?? "unknown")
            }
            var held: Set<String> = []
            for duty in duties.sorted() {
                // Whoever is second waits for the first at the row, and then finds it taken.
                try session.execute(
                    """
                    INSERT INTO duties (name, holder, held_until) VALUES ($1, $2, $3)
                    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
                        WHERE duties.holder = excluded.holder OR duties.held_until < $4
                    """,
                    [SQLValue(duty), SQLValue(instance.name), SQLValue(until), SQLValue(now)]
                )
                let holder = try session.firstRow("SELECT holder FROM duties WHERE name = $1", [SQLValue(duty)])
                if try holder?.text(0) == instance.name { held.insert(duty) }
            }
            return held
        }
    }

    /// Tells that an instance ends, and gives up its duties.
    public func leave(_ instance: Instance, now: Date) throws {
        try database.write { session in
            let left = try session.execute(
                "UPDATE instances SET stopped_at = $1, seen_at = $1 WHERE name = $2 AND token = $3",
                [SQLValue(now), SQLValue(instance.name), SQLValue(instance.token)]
            )
            guard left == 1 else { return }
            try session.execute("DELETE FROM duties WHERE holder = $1", [SQLValue(instance.name)])
        }
    }

    /// Every instance of the last week, by name.
    public func entries(now: Date) throws -> [RosterEntry] {
        try database.read { session in
            var duties: [String: [String]] = [:]
            for row in try session.rows(
                "SELECT holder, name FROM duties WHERE held_until >= $1 ORDER BY name",
                [SQLValue(now)]
            ) {
                duties[try row.text(0), default: []].append(try row.text(1))
            }
            return try session.rows(
                """
                SELECT name, host, roles, version, started_at, seen_at, stopped_at FROM instances
                WHERE seen_at > $1 ORDER BY name
                """,
                [SQLValue(now.addingTimeInterval(-Self.memory))]
            ).map { row in
                let seen = try row.date(5)
                return RosterEntry(
                    name: try row.text(0),
                    host: try row.text(1),
                    roles: try row.text(2).split(separator: ",").map(String.init),
                    version: try row.text(3),
                    startedAt: try row.date(4),
                    seenAt: seen,
                    state: try row.optionalInteger(6) != nil
                        ? .stopped : seen < now.addingTimeInterval(-Self.silence) ? .silent : .serving,
                    duties: duties[try row.text(0)] ?? []
                )
            }
        }
    }

    // MARK: Silence

    /// Instances that have fallen silent and are not reported yet.
    public func unreported(now: Date) throws -> [RosterEntry] {
        let names = try database.read { session in
            Set(
                try session.rows(
                    "SELECT name FROM instances WHERE stopped_at IS NULL AND is_reported = 0 AND seen_at < $1",
                    [SQLValue(now.addingTimeInterval(-Self.silence))]
                ).map { try $0.text(0) }
            )
        }
        return names.isEmpty ? [] : try entries(now: now).filter { names.contains($0.name) && $0.state == .silent }
    }

    /// Notes that the silence of an instance was reported; its next heartbeat ends that.
    public func report(_ name: String, seenAt: Date) throws {
        try database.write { session in
            _ = try session.execute(
                "UPDATE instances SET is_reported = 1 WHERE name = $1 AND seen_at = $2",
                [SQLValue(name), SQLValue(seenAt)]
            )
        }
    }

    // MARK: Relocation

    /// Where the city of this database went; nil while it is here.
    public func relocation() throws -> (place: String, at: Date)? {
        try database.read { session in
            try session.firstRow("SELECT moved_to, moved_at FROM relocations ORDER BY moved_at DESC LIMIT 1")
                .map { (try $0.text(0), try $0.date(1)) }
        }
    }

    /// Notes in a database that its city has gone elsewhere.
    public static func relocate(to place: String, now: Date, in session: any SQLSession) throws(StorageError) {
        try session.execute(
            "INSERT INTO relocations (moved_to, moved_at) VALUES ($1, $2)",
            [SQLValue(place), SQLValue(now)]
        )
    }
}
