// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import StorageTestSupport
import TestSupport
import Testing

/// From SQLite to PostgreSQL, every row of every table.
@Suite(.enabled(if: PostgreSQLCluster.isPresent, PostgreSQLCluster.absent), .timeLimit(.minutes(10)))
struct DatabaseMoveTests {
    private static let schema = [
        Migration(
            number: 1,
            purpose: "tables of every shape",
            statements: [
                // Named so that those that refer stand before those that are referred to.
                "CREATE TABLE z_people (id %IDENTITY%, name TEXT NOT NULL UNIQUE, seal %BYTES%)",
                """
                CREATE TABLE a_wishes (
                    person BIGINT NOT NULL REFERENCES z_people (id), topic TEXT NOT NULL, share DOUBLE PRECISION,
                    PRIMARY KEY (topic, person)
                )
                """,
                "CREATE TABLE b_notes (text TEXT, at BIGINT)", "CREATE TABLE c_empty (id %IDENTITY%, word TEXT)",
                "CREATE TABLE processes (name TEXT PRIMARY KEY)",
            ]
        )
    ]

    private let here: TestDatabase
    private let there: TestDatabase
    private let source: SQLiteDatabase
    private let target: PostgreSQLDatabase

    init() throws {
        here = try TestDatabase(Self.schema, engine: .sqlite)
        there = try TestDatabase(Self.schema, engine: .postgresql)
        source = try #require(here.database as? SQLiteDatabase)
        target = try #require(there.database as? PostgreSQLDatabase)
        try source.write { session in
            for number in 1...1203 {
                try session.execute(
                    "INSERT INTO z_people (name, seal) VALUES ($1, $2)",
                    [
                        SQLValue("市川 \(number) É'\"\\"),
                        number % 7 == 0
                            ? nil : SQLValue((0..<(number % 5)).map { UInt8(truncatingIfNeeded: $0 &* 91) }),
                    ]
                )
                try session.execute(
                    "INSERT INTO a_wishes VALUES ($1, $2, $3)",
                    [SQLValue(number), SQLValue(number % 2 == 0 ? "Z" : "a"), number % 3 == 0 ? nil : .real(0.1)]
                )
            }
            try session.execute("DELETE FROM a_wishes WHERE person = 1203", [])
            // A number that was given is never given again, though its row is gone.
            try session.execute("DELETE FROM z_people WHERE id = 1203", [])
            for text in ["", "x", "x", nil] {
                try session.execute("INSERT INTO b_notes VALUES ($1, $2)", [SQLValue(text), SQLValue(-5)])
            }
            try session.execute("INSERT INTO processes VALUES ('here')", [])
        }
    }

    private func move(closing: (any SQLSession) throws -> Void = { _ in }) throws -> DatabaseMove.Report {
        try DatabaseMove(from: source, to: target, leftOut: ["processes"]).run(closing: closing)
    }

    private func count(_ table: String, in database: any Database) throws -> Int {
        try database.read { session in try session.firstRow("SELECT COUNT(*) FROM " + table)?.int(0) ?? -1 }
    }

    @Test func everyRowArrivesAndNumbersGoOn() throws {
        let report = try move()
        #expect(!report.wasThere)
        let names = report.tables.map(\.name)
        #expect(Set(names) == ["a_wishes", "b_notes", "c_empty", "z_people"])
        #expect(
            try #require(names.firstIndex(of: "z_people")) < #require(names.firstIndex(of: "a_wishes")),
            "a row came before the one that it refers to"
        )
        #expect(Dictionary(uniqueKeysWithValues: report.tables.map { ($0.name, $0.rows) })["z_people"] == 1202)
        for query in [
            "SELECT id, name, seal FROM z_people ORDER BY id",
            "SELECT person, topic, share FROM a_wishes ORDER BY topic, person",
            "SELECT text, at FROM b_notes WHERE text IS NOT NULL ORDER BY text",
        ] {
            let ours = try source.read { session in try session.rows(query).map(\.values) }
            let theirs = try target.read { session in try session.rows(query).map(\.values) }
            #expect(ours == theirs && !ours.isEmpty)
        }
        #expect(try count("processes", in: target) == 0)
        let next = try [source as any Database, target].map { database in
            try database.write { session in
                [
                    try session.firstRow("INSERT INTO z_people (name) VALUES ('next') RETURNING id")?.int(0),
                    try session.firstRow("INSERT INTO c_empty (word) VALUES ('first') RETURNING id")?.int(0),
                ]
            }
        }
        #expect(next == [[1204, 1], [1204, 1]])
    }

    @Test func aDatabaseThatHoldsSomethingElseIsRefusedAndLeftAlone() throws {
        try target.write { session in _ = try session.execute("INSERT INTO b_notes VALUES ('other', 1)", []) }
        #expect(throws: DatabaseMove.Refusal.notEmpty(table: "b_notes")) { _ = try move() }
        #expect(try count("z_people", in: target) == 0)
        #expect(try count("b_notes", in: target) == 1)
    }

    /// A crash between PostgreSQL's commit and SQLite's: the same command goes on.
    @Test func aMoveThatWasAllButDoneIsFinished() throws {
        struct Crash: Error {}
        #expect(throws: Crash.self) { _ = try move { _ in throw Crash() } }
        #expect(try count("z_people", in: target) == 1202)
        let report = try move { session in
            _ = try session.execute("INSERT INTO processes VALUES ('moved')", [])
        }
        #expect(report.wasThere && report.tables.map(\.rows).reduce(0, +) == 1202 + 1202 + 4)
        #expect(try count("processes", in: source) == 2)
        try target.write { session in
            _ = try session.execute("UPDATE z_people SET name = 'changed' WHERE id = 600", [])
        }
        #expect(throws: DatabaseMove.Refusal.self) { _ = try move() }
    }

    /// What does not read the same is not kept.
    @Test func aDifferenceUndoesEverything() throws {
        try target.write { session in
            try session.execute(
                """
                CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN IF NEW.person = 700 THEN NEW.share = 0.2; END IF; RETURN NEW; END'
                """,
                []
            )
            try session.execute(
                "CREATE TRIGGER spoil BEFORE INSERT ON a_wishes FOR EACH ROW EXECUTE FUNCTION spoil()",
                []
            )
        }
        #expect(throws: DatabaseMove.Refusal.differs(table: "a_wishes")) { _ = try move() }
        #expect(try count("z_people", in: target) == 0)
        #expect(try count("a_wishes", in: target) == 0)
    }

    /// Nobody writes behind the copy.
    @Test func theSourceIsHeldMeanwhile() throws {
        let path = here.folder.path("test.sqlite")
        _ = try move { session in
            // The copy is complete; another process wants to write before the move is.
            let other = Thread {
                _ = try? SQLiteDatabase(path: path).write { try $0.execute("DELETE FROM b_notes", []) }
            }
            other.start()
            Thread.sleep(forTimeInterval: 0.3)
            let left = try session.firstRow("SELECT COUNT(*) FROM b_notes")?.int(0)
            #expect(left == 4)
        }
    }
}
