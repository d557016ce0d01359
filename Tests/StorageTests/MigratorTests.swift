// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import Testing

@Suite(.timeLimit(.minutes(10))) struct MigratorTests {
    private let files: TemporaryDatabase
    private let now = Date(timeIntervalSince1970: 1_700_000_000)

    init() throws { files = try TemporaryDatabase() }

    private static let first = Migration(
        number: 1,
        purpose: "words",
        statements: ["CREATE TABLE words (id %IDENTITY%, body %BYTES% NOT NULL)"]
    )
    private static let second = Migration(
        number: 2,
        purpose: "a word",
        statements: ["INSERT INTO words (body) VALUES (x'00ff')", "ALTER TABLE words ADD COLUMN note TEXT"]
    )

    private func tables() throws -> Set<String> {
        Set(
            try files.database.read { session in
                try session.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { try $0.text(0) }
            }
        )
    }

    @Test func stepsRunOnceAndInTheOrderOfTheirNumbers() throws {
        let migrator = Migrator([Self.second, Self.first])
        #expect(try migrator.pending(in: files.database).map(\.number) == [1, 2])
        #expect(try migrator.migrate(files.database, now: now).map(\.number) == [1, 2])
        #expect(try migrator.migrate(files.database, now: now).isEmpty)
        #expect(try migrator.pending(in: files.database).isEmpty)
        let rows = try files.database.read { try $0.rows("SELECT body, note FROM words") }
        #expect(rows.map(\.values) == [[.bytes([0, 255]), .null]])
    }

    @Test func aStepThatIsAddedLaterRunsAloneEvenBelowOthers() throws {
        let third = Migration(number: 3, purpose: "others", statements: ["CREATE TABLE others (n BIGINT)"])
        try Migrator([Self.first, third]).migrate(files.database, now: now)
        #expect(try Migrator([Self.first, Self.second, third]).migrate(files.database, now: now) == [Self.second])
    }

    @Test func anEditedStepIsRefusedByNumberAndPurpose() throws {
        try Migrator([Self.first]).migrate(files.database, now: now)
        let edited = Migration(number: 1, purpose: "words", statements: ["CREATE TABLE words (id %IDENTITY%)"])
        let error = #expect(throws: StorageError.self) {
            try Migrator([edited, Self.second]).migrate(files.database, now: now)
        }
        #expect(error?.code == .schema)
        #expect(error?.message.contains("step 1 (words)") == true)
        #expect(try files.database.read { try $0.rows("SELECT * FROM words") }.isEmpty, "the second step did not run")
    }

    @Test func aStepOfANewerProgramIsRefused() throws {
        try Migrator([Self.first, Self.second]).migrate(files.database, now: now)
        let error = #expect(throws: StorageError.self) { try Migrator([Self.first]).pending(in: files.database) }
        #expect(error?.code == .schema)
        #expect(error?.message.contains("step 2") == true)
    }

    @Test func aStepThatFailsLeavesTheFormerSchema() throws {
        let bad = Migration(
            number: 2,
            purpose: "bad",
            statements: ["CREATE TABLE half (n BIGINT)", "INSERT INTO words (body) VALUES (x'01')", "CREATE NONSENSE"]
        )
        #expect(throws: StorageError.self) { try Migrator([Self.first, bad]).migrate(files.database, now: now) }
        #expect(try tables().isSuperset(of: ["words", "migrations"]))
        #expect(try !tables().contains("half"))
        #expect(try files.database.read { try $0.rows("SELECT * FROM words") }.isEmpty)
        #expect(try Migrator([Self.first, Self.second]).migrate(files.database, now: now) == [Self.second])
    }

    @Test func twoProcessesThatMigrateAtOnceRunEachStepOnce() throws {
        let other = try files.another()
        let both = [files.database, other]
        let done = Collected()
        DispatchQueue.concurrentPerform(iterations: 2) { number in
            do {
                done.add(try Migrator([Self.first, Self.second]).migrate(both[number], now: now))
            } catch {
                Issue.record(error)
            }
        }
        #expect(done.all.map(\.number).sorted() == [1, 2])
        try other.close()
    }
}

private final class Collected: @unchecked Sendable {
    // Guarded by `lock`.
    private var migrations: [Migration] = []
    private let lock = NSLock()

    func add(_ more: [Migration]) { lock.withLock { migrations += more } }
    var all: [Migration] { lock.withLock { migrations } }
}
