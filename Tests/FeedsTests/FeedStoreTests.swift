// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Feeds
import Foundation
import Storage
import StorageTestSupport
import Testing

@Suite(.eachEngine) struct FeedStoreTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private static func entry(_ id: String, after seconds: Double = 0) -> AtomFeed.Entry {
        .init(id: id, title: "", updated: now.addingTimeInterval(seconds), address: id)
    }

    private let test: TestDatabase
    private var database: any Database { test.database }
    private let store: FeedStore

    init() throws {
        test = try TestDatabase()
        store = FeedStore(database: test.database)
    }

    @Test func anEntryComesAgainInALaterVersionOnly() throws {
        try Migrator(FeedStore.migrations).migrate(database, now: Self.now)
        try store.take(Self.entry("x"), of: "cap", now: Self.now)
        #expect(try store.unseen([Self.entry("x"), Self.entry("y")], of: "cap") == [Self.entry("y")])
        #expect(try store.unseen([Self.entry("x", after: -9)], of: "cap").isEmpty)
        let later = Self.entry("x", after: 60)
        #expect(try store.unseen([later], of: "cap") == [later])
        try store.take(later, of: "cap", now: Self.now)
        try store.take(Self.entry("x"), of: "cap", now: Self.now)
        #expect(try store.unseen([later], of: "cap").isEmpty)
    }

    /// Else one sender could make another's telegram pass for taken.
    @Test func whatOneFeedSaysOfAnIdIsNothingToTheOthers() throws {
        try Migrator(FeedStore.migrations).migrate(database, now: Self.now)
        try store.take(Self.entry("x"), of: "cap", now: Self.now)
        #expect(try store.unseen([Self.entry("x")], of: "eqvol").count == 1)
    }

    @Test func whatAFeedStillNamesIsKept() throws {
        try Migrator(FeedStore.migrations).migrate(database, now: Self.now)
        let entries = (0..<520).map { Self.entry("\($0)") }
        for entry in entries { try store.take(entry, of: "cap", now: Self.now) }
        let named = Set(entries.dropLast().map(\.id))
        try store.prune(keeping: ["cap": named], now: Self.now.addingTimeInterval(29 * 86_400))
        try store.prune(keeping: [:], now: Self.now.addingTimeInterval(31 * 86_400))
        #expect(try store.unseen(entries, of: "cap").map(\.id) == ["519"])
    }

    @Test func whatWasTakenBeforeVersionsWereNotedDoesNotComeAgain() throws {
        try Migrator([FeedStore.migrations[0]]).migrate(database, now: Self.now)
        try database.write { session in
            _ = try session.execute(
                "INSERT INTO feed_entries (id, feed, seen_at) VALUES ($1, $2, $3)",
                ["x", "eqvol", SQLValue(Self.now)]
            )
        }
        try Migrator(FeedStore.migrations).migrate(database, now: Self.now)
        #expect(try store.unseen([Self.entry("x", after: 999), Self.entry("y")], of: "eqvol") == [Self.entry("y")])
    }
}
