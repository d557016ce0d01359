// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage

/// Where a city's database is: a file of SQLite's for one process, or a server for several machines.
enum DatabasePlace: Sendable, CustomStringConvertible {
    case file(URL)
    /// - Parameter place: how messages name it; the URL itself stands in none.
    case server(url: String, place: String)

    var description: String {
        switch self {
        case .file(let file): file.path
        case .server(_, let place): "PostgreSQL, \(place)"
        }
    }

    /// Whether several processes may serve from it.
    var isShared: Bool {
        switch self {
        case .file: false
        case .server: true
        }
    }

    /// Opens it; a file's folder is made where it is missing.
    func open() throws -> any Database {
        switch self {
        case .file(let file): return try Self.open(file)
        case .server(let url, _):
            do throws(StorageError) {
                return try PostgreSQLDatabase(url: url)
            } catch {
                throw Failure(.unavailable, "\(error)")
            }
        }
    }

    /// Opens a file, making its folder where it is missing.
    static func open(_ file: URL) throws -> SQLiteDatabase {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750]
            )
            return try SQLiteDatabase(path: file.path)
        } catch {
            throw Failure(.unavailable, "\(error)")
        }
    }
}
