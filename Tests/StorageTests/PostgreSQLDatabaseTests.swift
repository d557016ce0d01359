// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import StorageTestSupport
import Synchronization
import Testing

/// What PostgreSQL does that SQLite has no need of.
@Suite(.enabled(if: PostgreSQLCluster.isPresent, PostgreSQLCluster.absent), .timeLimit(.minutes(10)))
struct PostgreSQLDatabaseTests {
    private let test: TestDatabase
    private var database: any Database { test.database }

    init() throws {
        test = try TestDatabase(engine: .postgresql)
        try test.database.write { session in
            try session.execute("CREATE TABLE numbers (n BIGINT PRIMARY KEY, word TEXT)", [])
            try session.execute("INSERT INTO numbers VALUES (1, NULL), (2, NULL), (3, NULL)", [])
        }
    }

    /// The same database, for callers without patience.
    private func impatient(connections: Int = 8) throws -> PostgreSQLDatabase {
        try PostgreSQLDatabase(url: test.url(), connections: connections, patience: .milliseconds(50))
    }

    private func numbers(_ session: any SQLSession) throws -> [Int] {
        try session.rows("SELECT n FROM numbers ORDER BY n").map { try $0.int(0) }
    }

    // MARK: Transactions

    @Test func aCommitWaitsForTheDiskWhateverTheServerSays() throws {
        #expect(try database.read { try $0.firstRow("SHOW synchronous_commit") }?.values == ["on"])
        let fresh = try PostgreSQLCluster.shared().run(
            "psql",
            ["--dbname=template1", "-Atc", "SHOW synchronous_commit"]
        )
        #expect(fresh == "off\n", "the server's own default")
    }

    @Test func anErrorThatTheCallerSwallowsStillTakesTheTransactionBack() throws {
        let error = try #require(throws: StorageError.self) {
            try database.write { session in
                try session.execute("INSERT INTO numbers VALUES (4, NULL)", [])
                _ = try? session.execute("INSERT INTO numbers VALUES (1, NULL)", [])
            }
        }
        #expect(error.code == .constraint)
        #expect(try database.read(numbers) == [1, 2, 3])
    }

    @Test func aWriterWaitsForTheOtherAndIsToldThatItIsBusy() throws {
        let other = try impatient()
        for write in [Writing.alone, .together] {
            try write.run(database) { _ in
                let error = #expect(throws: StorageError.self) { try other.write { _ in } }
                #expect(error?.code == .busy)
            }
        }
        try other.write { session in _ = try session.execute("DELETE FROM numbers WHERE n = 3", []) }
        #expect(try database.read(numbers) == [1, 2])
    }

    @Test func whoWritesTogetherNeverWritesBesideAWriterAlone() throws {
        let other = try impatient()
        try database.write { _ in
            let error = #expect(throws: StorageError.self) { try other.writeConcurrently { _ in } }
            #expect(error?.code == .busy)
        }
    }

    @Test func claimedRowsAreLeftOutByOthersAtOnce() throws {
        let other = try impatient()
        try database.writeConcurrently { session throws in
            #expect(try claim(2, session) == [1, 2])
            try other.writeConcurrently { session throws in #expect(try claim(2, session) == [3]) }
        }
        try other.writeConcurrently { session throws in #expect(try claim(9, session) == [1, 2, 3]) }
    }

    private func claim(_ limit: Int, _ session: any SQLSession) throws -> [Int] {
        try session.rows(
            """
            SELECT c.n FROM numbers c JOIN numbers r ON r.n = c.n - c.n + 1 ORDER BY c.n LIMIT $1
            \(session.claiming("c"))
            """,
            [SQLValue(limit)]
        ).map { try $0.int(0) }
    }

    @Test func ofTwoThatLockEachOthersRowsOneIsToldThatItIsBusy() throws {
        let both = [database, try test.another()]
        let holds = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
        let ended = DispatchGroup()
        let codes = Mutex<[StorageError.Code]>([])
        for number in 0...1 {
            ended.enter()
            Thread.detachNewThread {
                defer { ended.leave() }
                do {
                    try both[number].writeConcurrently { session in
                        try session.execute("UPDATE numbers SET word = 'a' WHERE n = $1", [SQLValue(1 + number)])
                        holds[number].signal()
                        holds[1 - number].wait()
                        try session.execute("UPDATE numbers SET word = 'b' WHERE n = $1", [SQLValue(2 - number)])
                    }
                } catch {
                    codes.withLock { $0.append((error as? StorageError)?.code ?? .other) }
                }
            }
        }
        ended.wait()
        #expect(codes.withLock { $0 } == [.busy])
    }

    @Test func callersBeyondTheConnectionsAreToldThatTheyAreAllInUse() throws {
        let narrow = try impatient(connections: 1)
        try narrow.read { _ in
            let error = #expect(throws: StorageError.self) { try narrow.read { _ in } }
            #expect(error?.code == .busy)
            #expect(error?.message.contains("all 1 connections") == true)
        }
        #expect(try narrow.read(numbers) == [1, 2, 3], "it came back")
    }

    @Test func manyCallersShareFewConnections() throws {
        let narrow = try PostgreSQLDatabase(url: test.url(), connections: 2)
        let answers = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 40) { _ in
            let found = try? narrow.read(numbers)
            if found == [1, 2, 3] { answers.withLock { $0 += 1 } }
        }
        #expect(answers.withLock { $0 } == 40)
        let connections = try database.read { session in
            try session.firstRow("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()")?.int(0)
        }
        #expect(connections.map { $0 <= 2 + 8 } == true)
    }

    @Test func whatIsClosedRefuses() throws {
        let closed = try impatient()
        closed.close()
        let error = #expect(throws: StorageError.self) { try closed.read { _ in } }
        #expect(error?.code == .cannotOpen)
    }

    // MARK: Values

    @Test func theServersOtherTypesAreRead() throws {
        let row = try database.read { session in
            try session.firstRow(
                """
                SELECT CAST(-2 AS SMALLINT), CAST(-70000 AS INTEGER), true, CAST(0.5 AS REAL), CAST('n' AS NAME),
                    CAST('v' AS VARCHAR(9)), CAST(-1234567890.000012 AS NUMERIC), CAST(0.00000001 AS NUMERIC),
                    CAST(100000000 AS NUMERIC), CAST(7 AS OID), CAST(20000.50 AS NUMERIC)
                """
            )
        }
        #expect(
            row?.values == [
                -2, -70_000, 1, .real(0.5), "n", "v", .real(-1_234_567_890.000012), .real(0.00000001), 100_000_000, 7,
                .real(20_000.5),
            ]
        )
    }

    @Test(arguments: ["now()", "CAST('NaN' AS NUMERIC)", "CAST('9223372036854775808' AS NUMERIC)", "ARRAY[1]"])
    func aValueThatHasNoPlaceIsRefusedAndTheSessionGoesOn(_ expression: String) throws {
        try database.read { session throws in
            let error = #expect(throws: StorageError.self) { try session.rows("SELECT " + expression) }
            #expect(error?.code == .unexpectedValue)
            #expect(error?.message.contains("column 0") == true)
            #expect(try numbers(session) == [1, 2, 3])
        }
    }

    @Test func anErrorQuotesNoValue() throws {
        for statement in ["SELECT CAST($1 AS BIGINT)", "SELECT CAST($1 AS BIGINT), n FROM numbers"] {
            let error = try #require(throws: StorageError.self) {
                try database.read { session in try session.rows(statement, ["r1\"@a.example\""]) }
            }
            #expect(error.message.contains("22P02"))
            #expect(!"\(error)".contains("a.example"))
        }
    }

    // MARK: Databases that are not ours

    @Test(arguments: [
        ["--encoding=SQL_ASCII", "--lc-collate=C", "--lc-ctype=C"],
        ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=ja"],
    ])
    func aDatabaseThatSortsOtherwiseIsRefusedWithWhatToDo(_ options: [String]) throws {
        let cluster = try PostgreSQLCluster.shared()
        let name = "other\(options.count)"
        try cluster.create(name, options: options)
        let error = #expect(throws: StorageError.self) { try PostgreSQLDatabase(url: cluster.url(name)) }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains("CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'") == true)
        try cluster.drop(name)
    }

    @Test func aDatabaseThatIsMissingIsNamed() throws {
        let error = #expect(throws: StorageError.self) {
            try PostgreSQLDatabase(url: PostgreSQLCluster.shared().url("nowhere"))
        }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains("nowhere") == true)
    }
}

/// The two kinds of writing.
private enum Writing {
    case alone, together

    func run(_ database: any Database, _ body: (any SQLSession) throws -> Void) throws {
        switch self {
        case .alone: try database.write(body)
        case .together: try database.writeConcurrently(body)
        }
    }
}
