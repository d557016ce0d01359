// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
import SafeXML
import Synchronization
public import Transfer

/// Polls feeds and hands over each telegram that they name, oldest first, until it is stopped.
///
/// One thread; an entry that cannot be had is tried again with growing pauses and holds up no other. An entry is noted as
/// taken only after it was handed over: a crash in between hands it over again, and whoever takes it must bear to see it
/// twice. Several pollers may work at once.
public final class FeedPoller: Sendable {
    /// What became of a telegram.
    public enum Verdict: Sendable, Hashable {
        case accepted
        /// It cannot be read, now or later.
        case refused(reason: String)
    }

    /// Takes a telegram's bytes. An error that it throws means "not now": the entry comes again.
    public typealias Consumer = @Sendable (Data, AtomFeed.Entry) throws -> Verdict

    private struct Waiting {
        let feed: String
        let entry: AtomFeed.Entry
        var attempts = 0
        var next: Date
    }

    private let settings: FeedSettings
    private let store: FeedStore
    private let consumer: Consumer
    private let report: @Sendable (FeedEvent) -> Void
    private let isStopped = Mutex(false)

    /// - Parameters:
    ///   - store: which entries were taken.
    ///   - report: is told what an operator may want to know.
    public init(
        settings: FeedSettings,
        store: FeedStore,
        report: @escaping @Sendable (FeedEvent) -> Void,
        consumer: @escaping Consumer
    ) {
        self.settings = settings
        self.store = store
        self.report = report
        self.consumer = consumer
    }

    /// Ends `run` after the transfer under way.
    public func stop() {
        isStopped.withLock { $0 = true }
    }

    /// Polls until it is stopped; blocks its thread.
    ///
    /// - Parameter rounds: how often it looks around at most; nil for without end.
    /// - Throws: `TransferError` where libcurl cannot be started.
    public func run(rounds: Int? = nil) throws(TransferError) {
        let fetcher = try HTTPFetcher()
        var schedules = settings.names.map { ($0, FeedSchedule($0, settings: settings, now: Date())) }
        var validators: [String: HTTPAnswer] = [:]
        var waiting: [String: Waiting] = [:]
        var pruned = Date.distantPast
        var round = 0
        while !isStopped.withLock({ $0 }), rounds.map({ round < $0 }) ?? true {
            round += 1
            for index in schedules.indices where schedules[index].1.isDue(Date()) {
                let (name, schedule) = schedules[index]
                poll(name, &schedules[index].1, schedule, fetcher, &validators, &waiting)
            }
            for id in waiting.values.filter({ $0.next <= Date() })
                .sorted(by: { ($0.entry.updated, $0.entry.id) < ($1.entry.updated, $1.entry.id) }).map(\.entry.id)
            where !isStopped.withLock({ $0 }) {
                take(id, &waiting, fetcher)
            }
            for index in schedules.indices { schedules[index].1.tick(Date()).forEach(report) }
            if Date().timeIntervalSince(pruned) > 3_600 {
                pruned = Date()
                try? store.prune(now: pruned)
            }
            Thread.sleep(forTimeInterval: min(0.25, settings.interval / 4))
        }
    }

    private func poll(
        _ name: String,
        _ schedule: inout FeedSchedule,
        _ before: FeedSchedule,
        _ fetcher: HTTPFetcher,
        _ validators: inout [String: HTTPAnswer],
        _ waiting: inout [String: Waiting]
    ) {
        let isLong = before.needsLong
        let address = "\(settings.bases[before.base])/\(name)\(isLong ? "_l" : "").xml"
        let known = validators[address]
        let answer: HTTPAnswer
        do throws(TransferError) {
            answer = try fetcher.get(
                address,
                entityTag: known?.entityTag,
                lastModified: known?.lastModified,
                limit: AtomFeed.limits.bytes,
                seconds: 30
            )
        } catch {
            return schedule.failed(
                "\(address): \(error)",
                retryAfter: nil,
                wasLong: isLong,
                now: Date(),
                random: .random(in: 0...1)
            )
            .forEach(report)
        }
        switch answer.status {
        case 304:
            schedule.answered(newest: nil, wasLong: isLong, now: Date(), random: .random(in: 0...1)).forEach(report)
        case 200:
            do {
                let feed = try AtomFeed(Data(answer.body))
                let unseen = try store.unseen(feed.entries.map(\.id))
                for entry in feed.entries where unseen.contains(entry.id) && waiting[entry.id] == nil {
                    waiting[entry.id] = Waiting(feed: name, entry: entry, next: .distantPast)
                }
                var validator = answer
                validator.body = []
                validators[address] = validator
                schedule.answered(
                    newest: feed.entries.last?.updated,
                    wasLong: isLong,
                    now: Date(),
                    random: .random(in: 0...1)
                ).forEach(report)
            } catch {
                schedule.failed(
                    "\(address): \(error)",
                    retryAfter: nil,
                    wasLong: isLong,
                    now: Date(),
                    random: .random(in: 0...1)
                )
                .forEach(report)
            }
        default:
            schedule.failed(
                "\(address) answers \(answer.status)",
                retryAfter: answer.retryAfter,
                wasLong: isLong,
                now: Date(),
                random: .random(in: 0...1)
            ).forEach(report)
        }
    }

    private func take(_ id: String, _ waiting: inout [String: Waiting], _ fetcher: HTTPFetcher) {
        guard var item = waiting[id] else { return }
        do {
            guard let addresses = addresses(of: item.entry) else {
                report(.refused(feed: item.feed, entry: id, reason: "its address is on no host that is allowed"))
                try store.take(id, of: item.feed, now: Date())
                waiting[id] = nil
                return
            }
            // Another base is tried each time the one before had nothing.
            let address = addresses[item.attempts % addresses.count]
            let answer = try fetcher.get(address, limit: settings.telegramBytes, seconds: 30)
            guard answer.status == 200 else { throw TransferError("\(address) answers \(answer.status)") }
            if case .refused(let reason) = try consumer(Data(answer.body), item.entry) {
                report(.refused(feed: item.feed, entry: id, reason: reason))
            }
            try store.take(id, of: item.feed, now: Date())
            waiting[id] = nil
        } catch {
            item.attempts += 1
            if item.attempts == 5 { report(.refused(feed: item.feed, entry: id, reason: "not yet: \(error)")) }
            // What no feed will name any more is given up after a day.
            guard Date().timeIntervalSince(item.entry.updated) < 7 * 86_400 || item.attempts < 20 else {
                waiting[id] = nil
                return
            }
            let pause = min(settings.interval / 6 * Double(1 << min(item.attempts, 6)), 600)
            item.next = Date().addingTimeInterval(pause * .random(in: 0.75...1.25))
            waiting[id] = item
        }
    }

    /// Where a telegram may be got: its own address, and the same path at the other bases; nil for a host that is neither
    /// a base's nor allowed, or another scheme.
    public func addresses(of entry: AtomFeed.Entry) -> [String]? {
        guard let url = URLComponents(string: entry.address), let host = url.host,
            url.scheme == "https" || url.scheme == "http", url.user == nil
        else { return nil }
        let bases = settings.bases.compactMap { URLComponents(string: $0) }
        let isBase = bases.contains { $0.host == host && $0.port == url.port }
        guard isBase || settings.hosts.contains(host) else { return nil }
        var plain = url
        plain.fragment = nil
        guard let own = plain.string else { return nil }
        guard isBase else { return [own] }
        let others = bases.filter { $0.host != host || $0.port != url.port }.compactMap { base -> String? in
            var copy = plain
            (copy.scheme, copy.host, copy.port) = (base.scheme, base.host, base.port)
            return copy.string
        }
        return [own] + others
    }
}
