// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct SQLiteDatabaseTests {
    private let files: TemporaryDatabase
    private var database: SQLiteDatabase { files.database }

    init() throws {
        files = try TemporaryDatabase()
        try files.database.write { session in
            _ = try session.execute(
                "CREATE TABLE numbers (n BIGINT PRIMARY KEY, word TEXT UNIQUE CHECK (word <> ''))",
                []
            )
        }
    }

    private func count(_ database: SQLiteDatabase) throws -> Int {
        try database.read { session in try session.firstRow("SELECT COUNT(*) FROM numbers")?.int(0) ?? -1 }
    }

    @Test func aTransactionThatThrowsLeavesNothing() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try database.write { session in
                try session.execute("INSERT INTO numbers VALUES (1, 'one')", [])
                try session.execute("CREATE TABLE other (n BIGINT)", [])
                throw Stop()
            }
        }
        #expect(try count(database) == 0)
        #expect(throws: StorageError.self) { try database.read { try $0.rows("SELECT * FROM other") } }
    }

    @Test func aStatementThatFailsInTheMiddleTakesTheWholeTransactionBack() throws {
        #expect(throws: StorageError.self) {
            try database.write { session in
                try session.execute("INSERT INTO numbers VALUES (1, 'one')", [])
                try session.execute("INSERT INTO numbers VALUES (1, 'again')", [])
            }
        }
        #expect(try count(database) == 0)
    }

    @Test func valuesMayBeUsedTwiceAndInAnyOrder() throws {
        let row = try database.read { session in
            try session.firstRow("SELECT $3, $1, $1, $2, $10", (1...10).map { SQLValue($0) })
        }
        #expect(row?.values == [3, 1, 1, 2, 10])
        try database.write { session in
            try session.execute("INSERT INTO numbers (word, n) VALUES ($2, $1)", [7, "seven"])
            #expect(try session.execute("UPDATE numbers SET n = $1 WHERE n = $2 OR n = $1", [8, 7]) == 1)
        }
        #expect(try count(database) == 1)
    }

    @Test func valuesAreNeverPartOfTheText() throws {
        let hostile = "x'); DROP TABLE numbers; -- $1 ?2"
        try database.write { session in
            _ = try session.execute("INSERT INTO numbers VALUES ($1, $2)", [1, SQLValue(hostile)])
        }
        #expect(try database.read { try $0.firstRow("SELECT word FROM numbers")?.text(0) } == hostile)
    }

    @Test(arguments: ["INSERT INTO numbers VALUES (1, 'one')", "INSERT INTO numbers VALUES (2, '')"])
    func aBrokenConstraintHasItsCodeAndNamesNoValue(_ statement: String) throws {
        try database.write { session in _ = try session.execute("INSERT INTO numbers VALUES (1, 'secret')", []) }
        let error = try #require(throws: StorageError.self) {
            try database.write { session in
                _ = try session.execute(
                    statement.replacing("'one'", with: "$1"),
                    statement.contains("one") ? ["secret"] : []
                )
            }
        }
        #expect(error.code == .constraint)
        #expect(!"\(error)".contains("secret"))
    }

    @Test func foreignKeysAreKept() throws {
        try database.write { session in
            _ = try session.execute("CREATE TABLE child (n BIGINT REFERENCES numbers (n))", [])
        }
        let error = #expect(throws: StorageError.self) {
            try database.write { session in _ = try session.execute("INSERT INTO child VALUES (99)", []) }
        }
        #expect(error?.code == .constraint)
    }

    @Test func aSyntaxErrorNamesTheStatement() throws {
        let error = try #require(throws: StorageError.self) { try database.read { try $0.rows("SELEKT 1") } }
        #expect(error.code == .other && "\(error)".contains("SELEKT"))
    }

    @Test func aReaderCannotWrite() throws {
        let error = #expect(throws: StorageError.self) {
            try database.read { session in _ = try session.execute("DELETE FROM numbers", []) }
        }
        #expect(error?.code == .disk)
    }

    @Test func returningGivesTheRowAndTheRowIsThere() throws {
        let id = try database.write { session in
            try session.firstRow("INSERT INTO numbers VALUES ($1, NULL) RETURNING n", [5])?.integer(0)
        }
        #expect(id == 5)
        #expect(try count(database) == 1)
    }

    @Test func aReaderStopsWhenItHasEnough() throws {
        try database.write { session in
            for number in 0..<100 { try session.execute("INSERT INTO numbers VALUES ($1, NULL)", [SQLValue(number)]) }
        }
        var seen: [Int] = []
        try database.read { session in
            try session.forEachRow("SELECT n FROM numbers ORDER BY n", []) { row throws(StorageError) in
                seen.append(try row.int(0))
                return seen.count < 3
            }
        }
        #expect(seen == [0, 1, 2])
        #expect(try count(database) == 100, "the statement can be used again")
    }

    @Test func aMissingFolderIsNamed() {
        let path = files.folder.path("nowhere/test.sqlite")
        let error = #expect(throws: StorageError.self) { try SQLiteDatabase(path: path) }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains(path) == true)
    }

    @Test func aFileThatIsNoDatabaseIsNotOpened() throws {
        let file = files.folder.url.appendingPathComponent("text.sqlite")
        try Data(repeating: 0x41, count: 4096).write(to: file)
        let error = #expect(throws: StorageError.self) { try SQLiteDatabase(path: file.path) }
        #expect(error?.code == .cannotOpen)
    }

    @Test func whatIsCommittedIsDurableAndWrittenAhead() throws {
        let mode = try database.read { session in try session.firstRow("PRAGMA journal_mode")?.text(0) }
        #expect(mode == "wal")
        let writer = try database.write { session in try session.firstRow("PRAGMA synchronous")?.int(0) }
        #expect(writer == 2, "FULL: a commit is on the disk")
    }

    @Test func writersOfManyThreadsAndTwoProcessesAllSucceed() throws {
        let other = try files.another()
        let first = database
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            let mine = thread.isMultiple(of: 2) ? first : other
            for step in 0..<25 {
                do {
                    try mine.write { session in
                        // Read, then write: only a transaction that holds the lock from its first statement can do so.
                        let known = try session.firstRow("SELECT COUNT(*) FROM numbers")?.int(0) ?? 0
                        try session.execute(
                            "INSERT INTO numbers VALUES ($1, $2)",
                            [SQLValue(known), SQLValue("\(thread)-\(step)")]
                        )
                    }
                } catch {
                    Issue.record(error)
                }
            }
        }
        #expect(try count(database) == 200)
        #expect(try count(other) == 200)
        try other.close()
    }

    @Test func anotherProcessSeesACommitAndNothingBeforeIt() throws {
        let other = try files.another()
        try database.write { session in
            try session.execute("INSERT INTO numbers VALUES (1, NULL)", [])
            #expect(try count(other) == 0)
        }
        #expect(try count(other) == 1)
        try other.close()
    }
}
