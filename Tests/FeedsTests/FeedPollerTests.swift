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
@Suite(.timeLimit(.minutes(10))) struct FeedPollerTests {
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
            if isRefused { throw TransferError(.tooLarge, "not now, whatever the error's kind") }
            desk.taken.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            return .accepted
        }
    }

    private static func settings(_ bases: [String], names: [String] = ["eqvol"]) -> FeedSettings {
        settings(names.map { .jma($0, bases: bases) })
    }

    private static func settings(_ sources: [FeedSettings.Source], hosts: Set<String> = []) -> FeedSettings {
        FeedSettings(
            sources: sources,
            interval: .milliseconds(20),
            silentAfter: .seconds(3600),
            staleAfter: nil,
            hosts: hosts
        )
    }

    /// A feed that names these addresses, the last the newest.
    private static func list(
        _ server: FeedServer,
        _ links: [String],
        isOrdered: Bool = false
    ) -> [FeedSettings.Source] {
        var query = URLComponents()
        query.queryItems = links.map { URLQueryItem(name: "x", value: $0) }
        let address = server.url("/list/?\(query.percentEncodedQuery ?? "")")
        return [FeedSettings.Source(label: "list", addresses: [address], isOrdered: isOrdered)]
    }

    private static func requests(_ server: FeedServer) throws -> [[String?]] {
        let log = try HTTPFetcher().get(server.url("/log"), limit: 1 << 20, seconds: 5)
        return try JSONDecoder().decode([[String?]].self, from: Data(log.body))
    }

    private static func refusals(_ desk: Desk) -> [String] {
        desk.events.withLock { events in
            events.compactMap { if case .refused(_, _, let reason) = $0 { reason } else { nil } }
        }
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
        #expect(taken.first == Self.all[3], "newest first")
        let requests = try Self.requests(server)
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
        settings.failuresBeforeNextAddress = 1
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 4)
        let failing = desk.events.withLock { events in
            events.compactMap { if case .failing(let feed, let reason) = $0 { "\(feed): \(reason)" } else { nil } }
        }
        #expect(failing.count == 2, "\(failing)")
        #expect(failing.allSatisfy { $0.hasPrefix("\(name): http") || $0.hasPrefix("\(name)_l: http") }, "\(failing)")
    }

    /// 300 old entries wait when a new one is announced.
    @Test func newsDoesNotWaitForWhatWasMissed() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        let settings = Self.settings([server.url("/many")], names: ["extra", "eqvol"])
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 40)
        let taken = desk.taken.withLock { $0 }
        let place = try #require(taken.firstIndex(of: "telegram /data/9.xml"))
        #expect((30..<150).contains(place), "after \(place) of \(taken.count)")
        #expect(Set(taken).count == 301)
    }

    @Test func aHangingHostHoldsUpItsOwnEntriesAlone() throws {
        let server = try FeedServer()
        let other = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        let links = ["/data/1.xml"] + (1...5).map { other.url("/hang/\($0)") }
        var settings = Self.settings(Self.list(server, links), hosts: ["127.0.0.1:\(other.port)"])
        settings.telegramSeconds = 1
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 1)
        #expect(desk.taken.withLock { $0 } == ["telegram /data/1.xml"])
        #expect(try Self.requests(other).count { $0[0]?.hasPrefix("/hang") == true } == 1)
    }

    @Test func theLongFormIsHadFromTheNextBase() throws {
        let server = try FeedServer()
        let other = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        let settings = Self.settings([server.url("/half"), other.url("/feed")])
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 80)
        #expect(Set(desk.taken.withLock { $0 }) == Set(Self.all))
        #expect(try !Self.requests(other).contains { $0[0] == "/feed/eqvol.xml" }, "the short form stays")
    }

    @Test(arguments: ["/huge", "/bomb", "/garbled", "http://127.0.0.1:9/1.xml", "file:///etc/passwd"])
    func whatCanNeverBeHadIsRefusedOnce(_ link: String) throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        var settings = Self.settings(Self.list(server, [link, "/data/1.xml"]))
        settings.telegramBytes = 1 << 20
        let store = try Self.store(folder)
        for _ in 0..<2 { try Self.poller(settings, store, desk).run(rounds: 20) }
        #expect(Self.refusals(desk).count == 1)
        #expect(try Self.requests(server).count { $0[0] == link } <= 1)
        #expect(desk.taken.withLock { $0 } == ["telegram /data/1.xml"])
    }

    @Test(arguments: [
        "/nowhere", "/page", "/move/file:%2F%2F%2Fetc%2Fpasswd", "/move/%2Fmove%2F%2Fmove%2F%2Fmove%2F%2Fpage",
    ])
    func whatIsNotThereIsTriedSomeTimesAndRefused(_ link: String) throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        let settings = Self.settings(Self.list(server, [link]))
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 160)
        #expect(Self.refusals(desk).count == 1)
        #expect(desk.taken.withLock { $0.isEmpty })
        #expect(try Self.requests(server).count { $0[0] == link } == 7)
    }

    @Test func aPageOfMaintenanceIsNoTelegram() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        try Self.poller(Self.settings(Self.list(server, ["/late"])), try Self.store(folder), desk).run(rounds: 40)
        #expect(desk.taken.withLock { $0 } == ["telegram /late"])
        #expect(Self.refusals(desk).isEmpty)
    }

    /// An update that overtakes what it refers to is refused by who takes it, and comes again.
    @Test func whatIsRefusedInAnOrderedFeedComesAgain() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let taken = Mutex<[String]>([])
        let refusals = Mutex(0)
        let settings = Self.settings(Self.list(server, ["/data/2.xml", "/data/1.xml"], isOrdered: true))
        let poller = FeedPoller(
            settings: settings,
            store: try Self.store(folder),
            report: { if case .refused = $0 { refusals.withLock { $0 += 1 } } },
            consumer: { bytes, _ in
                let text = String(decoding: bytes, as: UTF8.self)
                return taken.withLock { taken in
                    if text.hasSuffix("1.xml"), taken.isEmpty { return .refused(reason: "an update of nothing") }
                    taken.append(text)
                    return .accepted
                }
            }
        )
        try poller.run(rounds: 80)
        #expect(taken.withLock { $0 } == ["telegram /data/2.xml", "telegram /data/1.xml"])
        #expect(refusals.withLock { $0 } == 0)
    }

    @Test func aRedirectionIsFollowedWithinItsServerOnly() throws {
        let server = try FeedServer()
        let other = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        let abroad = other.url("/data/2.xml").addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let links = ["/move/%2Fmove%2F%2Fdata%2F1.xml", "/move/\(abroad)"]
        let settings = Self.settings(Self.list(server, links))
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 160)
        #expect(desk.taken.withLock { $0 } == ["telegram /data/1.xml"])
        #expect(Self.refusals(desk).count == 1 && Self.refusals(desk)[0].contains("answers 302"))
        #expect(try Self.requests(other).count == 1, "the log alone")
    }

    @Test func aFeedThatMovedWithinItsServerIsFollowed() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        try Self.poller(Self.settings([server.url("/old")]), try Self.store(folder), desk).run(rounds: 40)
        #expect(Set(desk.taken.withLock { $0 }) == Set(Self.all.dropFirst()))
    }

    @Test func ofAnotherSendersFeedTheCAPLinkIsTakenAndEachVersionOnce() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let desk = Desk()
        let settings = Self.settings([.cap(["http://127.0.0.1:9/cap", server.url("/cap/alerts.atom")])])
        try Self.poller(settings, try Self.store(folder), desk).run(rounds: 120)
        #expect(desk.taken.withLock { $0 } == ["telegram /data/7.xml", "telegram /data/7.xml"])
        #expect(desk.events.withLock { $0.contains(.damaged(feed: "127.0.0.1:9/cap", entries: 1)) })
    }

    @Test func whatAnotherTookMeanwhileIsLeft() throws {
        let server = try FeedServer()
        let folder = try TemporaryFolder()
        let store = try Self.store(folder)
        let settings = Self.settings(Self.list(server, ["/data/0.xml", "/data/1.xml"]))
        let desk = Desk()
        let label = settings.sources[0].label
        let poller = FeedPoller(settings: settings, store: store, report: { _ in }) { bytes, entry in
            desk.taken.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            // Another process takes the next entry while this one is handed over.
            let next = AtomFeed.Entry(id: "urn:x:0", title: "", updated: entry.updated, address: "")
            try store.take(next, of: label, now: Date())
            return .accepted
        }
        try poller.run(rounds: 10)
        #expect(desk.taken.withLock { $0 } == ["telegram /data/1.xml"])
        #expect(try !Self.requests(server).contains { $0[0] == "/data/0.xml" })
    }

    @Test func stoppingWakesWhoWaits() async throws {
        let folder = try TemporaryFolder()
        let settings = FeedSettings(sources: [.cap(["http://127.0.0.1:9/cap"])])
        let poller = Self.poller(settings, try Self.store(folder), Desk())
        await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
            Thread.detachNewThread {
                do {
                    try poller.run()
                } catch {
                    Issue.record(error)
                }
                ended.resume()
            }
            poller.stop()
        }
    }

    @Test func aTransferHasLimits() throws {
        let server = try FeedServer()
        let fetcher = try HTTPFetcher()
        func reason(_ url: String) -> TransferError.Reason? {
            do {
                _ = try fetcher.get(url, limit: 1 << 20, seconds: 2)
                return nil
            } catch {
                return error.reason
            }
        }
        for path in ["/bomb", "/huge"] { #expect(reason(server.url(path)) == .tooLarge) }
        #expect(reason(server.url("/garbled")) == .undecodable)
        #expect(reason(server.url("/hang/")) == .timedOut)
        for url in ["file:///etc/passwd", "http://a b/", "http://127.0.0.1:9/\r\nX: y"] {
            #expect(reason(url) == .badAddress)
        }
        #expect(reason("http://127.0.0.1:9/") == .unreachable)
        for path in ["/away", "/there"] {
            let moved = try fetcher.get(server.url(path), limit: 1 << 20, seconds: 10)
            #expect(moved.status == 302 && moved.location != nil && moved.body.isEmpty, "it is not followed")
        }
    }
}
