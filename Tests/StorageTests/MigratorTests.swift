// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import StorageTestSupport
import Synchronization
import Testing

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct MigratorTests {
    private let test: TestDatabase
    private let now = Date(timeIntervalSince1970: 1_700_000_000)

    init() throws { test = try TestDatabase() }

    private static let first = Migration(
        number: 1,
        purpose: "words",
        statements: ["CREATE TABLE words (id %IDENTITY%, body TEXT NOT NULL, raw %BYTES%)"]
    )
    private static let second = Migration(
        number: 2,
        purpose: "a word",
        statements: ["INSERT INTO words (body) VALUES ('a word')", "ALTER TABLE words ADD COLUMN note TEXT"]
    )

    private func exists(_ table: String) -> Bool {
        (try? test.database.read { try $0.rows("SELECT * FROM " + table) }) != nil
    }

    @Test func stepsRunOnceAndInTheOrderOfTheirNumbers() throws {
        let migrator = Migrator([Self.second, Self.first])
        #expect(try migrator.pending(in: test.database).map(\.number) == [1, 2])
        #expect(try migrator.migrate(test.database, now: now).map(\.number) == [1, 2])
        #expect(try migrator.migrate(test.database, now: now).isEmpty)
        #expect(try migrator.pending(in: test.database).isEmpty)
        let rows = try test.database.read { try $0.rows("SELECT id, body, raw, note FROM words") }
        #expect(rows.map(\.values) == [[1, "a word", nil, nil]])
        let added = try test.database.write { session in
            try session.firstRow(
                "INSERT INTO words (body, raw) VALUES ('b', $1) RETURNING id, raw",
                [.bytes([0, 255])]
            )
        }
        #expect(added?.values == [2, .bytes([0, 255])])
    }

    @Test func aStepThatIsAddedLaterRunsAloneEvenBelowOthers() throws {
        let third = Migration(number: 3, purpose: "others", statements: ["CREATE TABLE others (n BIGINT)"])
        try Migrator([Self.first, third]).migrate(test.database, now: now)
        #expect(try Migrator([Self.first, Self.second, third]).migrate(test.database, now: now) == [Self.second])
    }

    @Test func anEditedStepIsRefusedByNumberAndPurpose() throws {
        try Migrator([Self.first]).migrate(test.database, now: now)
        let edited = Migration(number: 1, purpose: "words", statements: ["CREATE TABLE words (id %IDENTITY%)"])
        let error = #expect(throws: StorageError.self) {
            try Migrator([edited, Self.second]).migrate(test.database, now: now)
        }
        #expect(error?.code == .schema)
        #expect(error?.message.contains("step 1 (words)") == true)
        #expect(try test.database.read { try $0.rows("SELECT * FROM words") }.isEmpty, "the second step did not run")
    }

    @Test func aStepOfANewerProgramIsRefused() throws {
        try Migrator([Self.first, Self.second]).migrate(test.database, now: now)
        let error = #expect(throws: StorageError.self) { try Migrator([Self.first]).pending(in: test.database) }
        #expect(error?.code == .schema)
        #expect(error?.message.contains("step 2") == true)
    }

    @Test func aStepThatFailsLeavesTheFormerSchema() throws {
        let bad = Migration(
            number: 2,
            purpose: "bad",
            statements: ["CREATE TABLE half (n BIGINT)", "INSERT INTO words (body) VALUES ('half')", "CREATE NONSENSE"]
        )
        #expect(throws: StorageError.self) { try Migrator([Self.first, bad]).migrate(test.database, now: now) }
        #expect(exists("words") && exists("migrations"))
        #expect(!exists("half"))
        #expect(try test.database.read { try $0.rows("SELECT * FROM words") }.isEmpty)
        #expect(try Migrator([Self.first, Self.second]).migrate(test.database, now: now) == [Self.second])
    }

    @Test func twoProcessesThatMigrateAtOnceRunEachStepOnce() throws {
        let other = try test.another()
        let both = [test.database, other]
        let done = Mutex<[Migration]>([])
        try sideBySide(2) { number in
            let ours = try Migrator([Self.first, Self.second]).migrate(both[number], now: now)
            done.withLock { $0 += ours }
        }
        #expect(done.withLock { $0.map(\.number).sorted() } == [1, 2])
    }
}
