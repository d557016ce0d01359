// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import StorageTestSupport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct SQLiteDatabaseTests {
    private let test: TestDatabase

    init() throws { test = try TestDatabase() }

    @Test func aMissingFolderIsNamed() {
        let path = test.folder.path("nowhere/test.sqlite")
        let error = #expect(throws: StorageError.self) { try SQLiteDatabase(path: path) }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains(path) == true)
    }

    @Test func aFileThatIsNoDatabaseIsNotOpened() throws {
        let file = test.folder.url.appendingPathComponent("text.sqlite")
        try Data(repeating: 0x41, count: 4096).write(to: file)
        let error = #expect(throws: StorageError.self) { try SQLiteDatabase(path: file.path) }
        #expect(error?.code == .cannotOpen)
    }

    @Test func whatIsCommittedIsDurableAndWrittenAhead() throws {
        let mode = try test.database.read { session in try session.firstRow("PRAGMA journal_mode")?.text(0) }
        #expect(mode == "wal")
        let writer = try test.database.write { session in try session.firstRow("PRAGMA synchronous")?.int(0) }
        #expect(writer == 2, "FULL: a commit is on the disk")
    }
}
