// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import TestSupport

/// A real SQLite file in a folder of its own, gone with the value.
final class TemporaryDatabase: Sendable {
    let folder: TemporaryFolder
    let database: SQLiteDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try SQLiteDatabase(path: folder.path("test.sqlite"))
    }

    /// Another pool on the same file, as another process has.
    func another() throws -> SQLiteDatabase {
        try SQLiteDatabase(path: folder.path("test.sqlite"))
    }

    deinit {
        try? database.close()
    }
}
