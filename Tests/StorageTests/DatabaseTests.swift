// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import StorageTestSupport
import Synchronization
import Testing

/// What both engines promise in the same words.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct DatabaseTests {
    private let test: TestDatabase
    private var database: any Database { test.database }

    init() throws {
        test = try TestDatabase()
        try test.database.write { session in
            _ = try session.execute(
                "CREATE TABLE numbers (n BIGINT PRIMARY KEY, word TEXT UNIQUE CHECK (word <> ''))",
                []
            )
        }
    }

    private func count(_ database: any Database) throws -> Int {
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

    @Test func whatIsAskedForManyNumbersIsFoundForEach() throws {
        try database.write { session in
            for number in 0..<100 { try session.execute("INSERT INTO numbers VALUES ($1, NULL)", [SQLValue(number)]) }
        }
        func found(_ numbers: [Int64], atMost limit: Int = .max) throws -> [Int64] {
            try database.read { session in
                var found: [Int64] = []
                try session.forEachRow("SELECT n FROM numbers WHERE \(session.among("n"))", among: numbers) {
                    row throws(StorageError) in
                    found.append(try row.integer(0))
                    return found.count < limit
                }
                return found.sorted()
            }
        }
        #expect(try found([]) == [])
        #expect(try found([-1, 7, 3, 99, 100, .max, .min]) == [3, 7, 99])
        #expect(try found([1, 2, 3], atMost: 2).count == 2)
        #expect(try found(Array(0..<5_000)) == Array(0..<100), "also after one that was stopped")
        _ = try database.read { session throws in
            #expect(throws: StorageError.self) {
                try session.forEachRow("SELECT word FROM numbers WHERE \(session.among("n"))", among: [1]) {
                    row throws(StorageError) in
                    _ = try row.text(0)
                    return true
                }
            }
        }
        #expect(throws: StorageError.self) {
            _ = try database.read { session in
                try session.forEachRow("SELECT n FROM nowhere WHERE \(session.among("n"))", among: [1]) { _ in true }
            }
        }
        #expect(try count(database) == 100)
    }

    @Test func writersOfManyThreadsAndTwoProcessesAllSucceed() throws {
        let other = try test.another()
        let first = database
        try sideBySide(8) { thread in
            let mine = thread.isMultiple(of: 2) ? first : other
            for step in 0..<25 {
                try mine.write { session in
                    // Read, then write: only a transaction that holds the lock from its first statement can do so.
                    let known = try session.firstRow("SELECT COUNT(*) FROM numbers")?.int(0) ?? 0
                    try session.execute(
                        "INSERT INTO numbers VALUES ($1, $2)",
                        [SQLValue(known), SQLValue("\(thread)-\(step)")]
                    )
                }
            }
        }
        #expect(try count(database) == 200)
        #expect(try count(other) == 200)
    }

    @Test func anotherProcessSeesACommitAndNothingBeforeIt() throws {
        let other = try test.another()
        try database.write { session in
            try session.execute("INSERT INTO numbers VALUES (1, NULL)", [])
            #expect(try count(other) == 0)
        }
        #expect(try count(other) == 1)
    }

    @Test func aWriterSeesWhatItWrote() throws {
        try database.write { session in
            try session.execute("INSERT INTO numbers VALUES (1, 'one')", [])
            try session.execute("UPDATE numbers SET word = 'eins' WHERE n = 1", [])
            #expect(try session.firstRow("SELECT word FROM numbers")?.text(0) == "eins")
        }
    }

    @Test func aReaderKeepsItsSnapshotWhileAnotherWrites() throws {
        let other = try test.another()
        try database.read { session in
            #expect(try session.firstRow("SELECT COUNT(*) FROM numbers")?.int(0) == 0)
            try other.write { session in _ = try session.execute("INSERT INTO numbers VALUES (1, NULL)", []) }
            #expect(try session.firstRow("SELECT COUNT(*) FROM numbers")?.int(0) == 0)
        }
        #expect(try count(database) == 1)
    }

    @Test func changedRowsAreCounted() throws {
        try database.write { session in
            for number in 0..<5 { try session.execute("INSERT INTO numbers VALUES ($1, NULL)", [SQLValue(number)]) }
            #expect(try session.execute("UPDATE numbers SET word = NULL WHERE n >= $1", [2]) == 3)
            #expect(try session.execute("DELETE FROM numbers WHERE n > 99", []) == 0)
            #expect(try session.execute("INSERT INTO numbers VALUES (1, 'x') ON CONFLICT DO NOTHING", []) == 0)
            #expect(try session.execute("INSERT INTO numbers SELECT n + 10, word FROM numbers", []) == 5)
        }
    }

    @Test func sumsCountsAndTruthAreIntegersAndAbsenceIsNull() throws {
        try database.write { session in
            for number: Int64 in [-10_000, 0, 3, 1 << 53 + 1] {
                try session.execute("INSERT INTO numbers VALUES ($1, NULL)", [SQLValue(number)])
            }
        }
        let row = try database.read { session in
            try session.firstRow(
                "SELECT SUM(n), COUNT(*), MAX(n) > MIN(n), 1 = 2, MAX(word), SUM(LENGTH(word)), AVG(n - n) FROM numbers"
            )
        }
        #expect(row?.values == [.integer(1 << 53 + 1 - 9997), 4, 1, 0, nil, nil, .real(0)])
    }

    @Test(arguments: [Int64](arrayLiteral: 0, 1, -1, 9_999, 10_000, -10_001, 120_000_000, .max, .min))
    func aSumIsExact(_ number: Int64) throws {
        try database.write { session in
            _ = try session.execute("INSERT INTO numbers VALUES ($1, NULL)", [SQLValue(number)])
        }
        #expect(try database.read { try $0.firstRow("SELECT SUM(n) FROM numbers") }?.values == [SQLValue(number)])
    }

    @Test func absentValuesTakeTheTypeOfTheirPlace() throws {
        try database.write { session in
            try session.execute(test.spelt("CREATE TABLE things (n BIGINT, word TEXT, raw %BYTES%)"), [])
            try session.execute("INSERT INTO things VALUES ($1, $2, $3)", [nil, nil, nil])
            try session.execute("UPDATE things SET n = COALESCE($1, n, 7), word = COALESCE($2, word)", [nil, nil])
            let row = try session.firstRow(
                "SELECT n, word, raw FROM things WHERE CAST($1 AS TEXT) IS NULL OR word = $1",
                [nil]
            )
            #expect(row?.values == [7, nil, nil])
        }
    }

    @Test func textSortsByItsBytes() throws {
        let words = ["!", "A", "Z", "a", "a b", "ab", "z", "é", "あ", "ア", "市", "𠮷"]
        try database.write { session in
            for (number, word) in words.shuffled().enumerated() {
                try session.execute("INSERT INTO numbers VALUES ($1, $2)", [SQLValue(number), SQLValue(word)])
            }
        }
        let sorted = try database.read { session in
            try session.rows("SELECT word FROM numbers ORDER BY word").map { try $0.text(0) }
        }
        #expect(sorted == words)
    }

    @Test func aStatementInsideTheRowsOfAnotherIsRefused() throws {
        let error = try #require(throws: StorageError.self) {
            try database.read { session in
                try session.forEachRow("SELECT 1", []) { _ throws(StorageError) in
                    _ = try session.rows("SELECT 2")
                    return true
                }
            }
        }
        #expect(error.statement == "SELECT 2" && error.message.contains("collect them first"))
    }

    @Test func whatTheReaderOfARowThrowsIsThrownAndTheSessionGoesOn() throws {
        try database.read { session throws in
            #expect(throws: StorageError.self) {
                try session.forEachRow("SELECT 'a' UNION ALL SELECT 'b'", []) { row throws(StorageError) in
                    _ = try row.integer(0)
                    return true
                }
            }
            #expect(try session.firstRow("SELECT 1")?.int(0) == 1)
        }
    }

    @Test func whoClaimsTogetherGetsEachRowOnce() throws {
        try database.write { session in
            for number in 0..<60 { try session.execute("INSERT INTO numbers VALUES ($1, NULL)", [SQLValue(number)]) }
        }
        let databases = [database, try test.another()]
        let claimed = Mutex<[Int]>([])
        try sideBySide(4) { thread in
            while let number = try claim(databases[thread % 2], by: thread) {
                claimed.withLock { $0.append(number) }
            }
        }
        #expect(claimed.withLock { $0.sorted() } == Array(0..<60))
    }

    private func claim(_ database: any Database, by thread: Int) throws -> Int? {
        try database.writeConcurrently { session in
            guard
                let row = try session.firstRow(
                    """
                    SELECT n FROM numbers WHERE word IS NULL ORDER BY n LIMIT 1
                    \(session.claiming("numbers"))
                    """
                )
            else { return nil }
            try session.execute(
                "UPDATE numbers SET word = $1 WHERE n = $2",
                [SQLValue("\(thread)/\(try row.int(0))"), SQLValue(try row.integer(0))]
            )
            return try row.int(0)
        }
    }

    @Test func aWakeThatNobodyMakesIsWaitedFor() throws {
        #expect(try database.waiter(on: "slices").wait(for: .milliseconds(1)) == false)
    }
}
