// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Feeds
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing
import Transfer

/// Polling a real server.
@Suite(.timeLimit(.minutes(2))) struct FeedPollerTests {
    private final class Desk: Sendable {
        let taken = Mutex<[String]>([])
        let events = Mutex<[FeedEvent]>([])
        let refusals = Mutex(0)
    }

    private static func store(_ folder: TemporaryFolder) throws -> FeedStore {
        let database = try SQLiteDatabase(path: folder.path("feeds.sqlite"))
        try Migrator(FeedStore.migrations).migrate(database, now: Date())
        return FeedStore(database: database)
    }

    private static func poller(
        _ settings: FeedSettings,
        _ store: FeedStore,
        _ desk: Desk,
        failing: Int = 0
    ) -> FeedPoller {
        FeedPoller(settings: settings, store: store, report: { event in desk.events.withLock { $0.append(event) } }) {
            bytes,
            _ in
            let isRefused = desk.refusals.withLock { count in
                count += 1
                return count <= failing
            }
            if isRefused { throw TransferError("not now") }
            desk.taken.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            return .accepted
        }
    }

    private static func settings(_ bases: [String], names: [String] = ["eqvol"]) -> FeedSettings {
        FeedSettings(bases: bases, names: names, interval: 0.05, silentAfter: 3600, staleAfter: 1e9)
    }

    private static let all = (0...3).map { "telegram /data/\($0).xml" }

    @Test func everyEntryOfLongAndShortFeedIsHandedOverOnceThoughOneFailsTwice() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let store = try Self.store(folder)
        let desk = Desk()
        let settings = Self.settings([server.url("/feed")])
        try Self.poller(settings, store, desk).run(rounds: 60)
        let taken = desk.taken.withLock { $0 }
        #expect(taken.sorted() == Self.all)
        #expect(taken.first == Self.all[0], "oldest first")
        let log = try HTTPFetcher().get(server.url("/log"), limit: 1 << 20, seconds: 5)
        let requests = try JSONDecoder().decode([[String?]].self, from: Data(log.body))
        #expect(
            requests.contains { $0[0] == "/feed/eqvol.xml" && $0[1] == "\"v1\"" && $0[2] != nil },
            "it asks for news"
        )
        #expect(requests.count { $0[0] == "/feed/eqvol_l.xml" } == 1, "the long feed once")
        #expect(requests.count { $0[0] == "/data/1.xml" } == 1)
        // After a restart nothing comes again.
        let again = Desk()
        try Self.poller(settings, store, again).run(rounds: 20)
        #expect(again.taken.withLock { $0.isEmpty })
    }

    @Test func whatCannotBeKeptNowComesAgain() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        try Self.poller(Self.settings([server.url("/feed")]), try Self.store(folder), desk, failing: 3).run(rounds: 80)
        #expect(desk.taken.withLock { $0.sorted() } == Self.all)
    }

    @Test func twoPollersAtOnceLoseNothing() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let store = try Self.store(folder)
        let desk = Desk()
        let settings = Self.settings([server.url("/feed")])
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            do {
                try Self.poller(settings, store, desk).run(rounds: 60)
            } catch {
                Issue.record(error)
            }
        }
        // Each may hand a telegram over: the desk counts the same bytes once.
        #expect(Set(desk.taken.withLock { $0 }) == Set(Self.all))
    }

    @Test func aSickBaseIsLeftForTheNext() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        let settings = Self.settings(["http://127.0.0.1:9/feed", server.url("/feed")])
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 120)
        #expect(Set(desk.taken.withLock { $0 }) == Set(Self.all))
        #expect(desk.events.withLock { $0.allSatisfy { if case .failing = $0 { false } else { true } } })
    }

    @Test(arguments: ["sick", "broken", "absent"])
    func aFeedThatCannotBeHadIsTold(_ name: String) throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        var settings = Self.settings([server.url("/feed")], names: [name])
        settings.failuresBeforeNextBase = 1
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 4)
        let failing = desk.events.withLock { events in
            events.compactMap { if case .failing(let feed, let reason) = $0 { "\(feed): \(reason)" } else { nil } }
        }
        #expect(failing.count == 1 && failing[0].hasPrefix("\(name): http"), "\(failing)")
    }

    @Test func onlyBasesAndAllowedHostsAreAsked() throws {
        let folder = try TemporaryFolder()
        var settings = Self.settings(["https://a.example/feed", "https://b.example:8443/feed"])
        settings.hosts = ["c.example"]
        let poller = Self.poller(settings, try Self.store(folder), Desk())
        func addresses(_ address: String) -> [String]? {
            poller.addresses(of: .init(id: "x", title: "", updated: Date(), address: address))
        }
        #expect(
            addresses("https://a.example/data/1.xml#x") == [
                "https://a.example/data/1.xml", "https://b.example:8443/data/1.xml",
            ]
        )
        #expect(addresses("https://c.example/1.xml") == ["https://c.example/1.xml"])
        for bad in [
            "https://d.example/1.xml", "file:///etc/passwd", "gopher://a.example/", "https://u@a.example/1", "", "a b",
        ] {
            #expect(addresses(bad) == nil, "\(bad)")
        }
    }

    @Test func aTransferHasLimits() throws {
        let server = try FeedServer()
        let fetcher = try HTTPFetcher()
        for path in ["/bomb", "/huge"] {
            let error = #expect(throws: TransferError.self) {
                try fetcher.get(server.url(path), limit: 1 << 20, seconds: 10)
            }
            #expect(error?.description.isEmpty == false)
        }
        for path in ["/away", "/round"] {
            #expect(throws: TransferError.self) { try fetcher.get(server.url(path), limit: 1 << 20, seconds: 10) }
        }
        for url in ["file:///etc/passwd", "http://a b/", "http://127.0.0.1:9/\r\nX: y"] {
            #expect(throws: TransferError.self) { try fetcher.get(url, limit: 1 << 20, seconds: 5) }
        }
        let moved = try fetcher.get(server.url("/there"), limit: 1 << 20, seconds: 10)
        #expect(moved.status == 200 && String(decoding: moved.body, as: UTF8.self) == "telegram /data/1.xml")
    }
}
