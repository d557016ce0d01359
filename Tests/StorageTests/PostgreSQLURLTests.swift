// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Storage
import Testing

/// No server is needed to refuse a URL.
@Suite struct PostgreSQLURLTests {
    @Test(arguments: [
        "", "city.sqlite", "host=localhost dbname=city", "mysql://db/city", "postgresql://user@[::1/city",
        "postgresql://db/city?nonsense=1", "postgresql://db/city?host", "postgresql://user%zz@db/city",
    ])
    func whatIsNoURLIsRefusedWithTheFormsThatAre(_ text: String) throws {
        let error = try #require(throws: StorageError.self) { try PostgreSQLDatabase(url: text) }
        #expect(error.code == .cannotOpen)
        #expect(
            error.message.hasPrefix("not a database URL: ")
                && error.message.contains("postgresql://user@host:port/name")
        )
    }

    @Test func aURLWithNULIsRefusedNotCut() throws {
        let error = try #require(throws: StorageError.self) {
            try PostgreSQLDatabase(url: "postgresql://user@db/ci\0ty")
        }
        #expect(error.message.contains("NUL"))
    }

    @Test(arguments: [
        // Not encoded: libpq takes a part of each for something else.
        "postgresql://user:hun@ter2@db/city", "postgresql://user:hun/ter2@db/city",
        "postgresql://user:hun%ter2@db/city",
        "postgresql://us\"er:hun%ter2@db/city", "postgresql://user:hun ter2@db/city?%",
        "postgresql://user:hun:ter2[@db/city?x",
        "postgresql://user:[hunter2@db/city",
        // Rightly written, and nobody there.
        "postgresql://user:hunter2@/city?host=/nonexistent",
        "postgresql://user@/city?host=/nonexistent&password=hunter2",
        "postgresql://user:hunter2@127.0.0.1:1/city?connect_timeout=2",
    ])
    func noErrorHoldsAPieceOfThePassword(_ text: String) throws {
        let error = try #require(throws: StorageError.self) { try PostgreSQLDatabase(url: text) }
        #expect(error.code == .cannotOpen)
        #expect(!"\(error)".contains("hun") && !"\(error)".contains("ter2"), "\(error)")
    }

    @Test func whoCannotBeReachedIsNamed() throws {
        let error = try #require(throws: StorageError.self) {
            try PostgreSQLDatabase(url: "postgresql://user@/city?host=/nonexistent")
        }
        #expect(error.message.contains("database city at /nonexistent"))
        #expect(error.message.contains("No such file or directory"))
    }
}
