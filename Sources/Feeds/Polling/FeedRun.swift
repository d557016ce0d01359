// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import SafeXML
import Transfer

/// One run of a poller: what it knows between two looks, on one thread.
///
/// A round polls the short form that is due longest, gets some entries, and polls one long form: neither a catch-up of
/// thousands of entries nor a slow server keeps the next look at the news waiting for more than some seconds.
final class FeedRun {
    /// What is known of a document at its address.
    private struct Document {
        var validators: HTTPAnswer?
        var feed: String
        var ids: Set<String>
        var damaged: Int
    }

    private let settings: FeedSettings
    private let store: FeedStore
    private let consumer: FeedPoller.Consumer
    private let report: @Sendable (FeedEvent) -> Void
    private let isStopped: @Sendable () -> Bool
    private let client: FeedClient
    private let clock = ContinuousClock()
    private let origins: [FeedOrigins]
    private var schedules: [FeedSchedule]
    private var queue: FeedQueue
    private var documents: [String: Document] = [:]
    private var prunedAt: ContinuousClock.Instant

    /// Throws where libcurl cannot be started.
    init(
        settings: FeedSettings,
        store: FeedStore,
        report: @escaping @Sendable (FeedEvent) -> Void,
        isStopped: @escaping @Sendable () -> Bool,
        consumer: @escaping FeedPoller.Consumer
    ) throws(TransferError) {
        self.settings = settings
        self.store = store
        self.report = report
        self.isStopped = isStopped
        self.consumer = consumer
        client = try FeedClient()
        let now = clock.now
        origins = settings.sources.map { FeedOrigins($0, hosts: settings.hosts) }
        schedules = settings.sources.map { FeedSchedule($0, settings: settings, now: now) }
        queue = FeedQueue(settings: settings)
        prunedAt = now
    }

    /// Looks around once.
    ///
    /// - Returns: whether more is due already.
    func round() -> Bool {
        client.beginRound()
        poll(.short)
        let isBehind = take()
        if !isStopped() { poll(.long) }
        let now = clock.now
        for index in schedules.indices { schedules[index].tick(now).forEach(report) }
        if now - prunedAt > .seconds(3_600) {
            prunedAt = now
            prune()
        }
        return isBehind || due(.short) != nil || due(.long) != nil
    }

    // MARK: Feeds

    /// The feed whose form is due longest; an urgent one has an interval's start on the others.
    private func due(_ form: FeedSchedule.Form) -> Int? {
        let now = clock.now
        let due = schedules.indices.compactMap { index -> (index: Int, since: ContinuousClock.Instant)? in
            guard let next = schedules[index].next(form), next <= now else { return nil }
            return (index, settings.sources[index].isUrgent ? next - settings.interval : next)
        }
        return due.min { $0.since < $1.since }?.index
    }

    private func poll(_ form: FeedSchedule.Form) {
        guard let index = due(form) else { return }
        let address = schedules[index].address(form)
        guard !client.isHanging(address) else { return }
        let events: [FeedEvent]
        do {
            let answer = try client.get(
                address,
                known: documents[address]?.validators,
                limit: AtomFeed.limits.bytes,
                seconds: settings.feedSeconds,
                within: FeedOrigins(address)
            )
            switch answer.status {
            case 200:
                let age = try note(answer, of: index, at: address)
                events = schedules[index].answered(form, age: age, now: clock.now, random: .random(in: 0...1))
            case 304:
                events = schedules[index].answered(form, age: nil, now: clock.now, random: .random(in: 0...1))
            default:
                events = schedules[index].failed(
                    form,
                    Self.words(address, answer),
                    retryAfter: answer.retryAfter,
                    now: clock.now,
                    random: .random(in: 0...1)
                )
            }
        } catch {
            events = schedules[index].failed(
                form,
                "\(address): \(error)",
                retryAfter: nil,
                now: clock.now,
                random: .random(in: 0...1)
            )
        }
        events.forEach(report)
    }

    /// Reads a feed and notes what is new in it.
    ///
    /// - Returns: the age of its newest entry.
    private func note(_ answer: HTTPAnswer, of index: Int, at address: String) throws(MarkupError) -> Duration? {
        let feed = try AtomFeed(Data(answer.body))
        let source = settings.sources[index]
        // Where the store cannot be read all count as new: to see one twice does no harm.
        let unseen = (try? store.unseen(feed.entries, of: source.label)) ?? feed.entries
        let hadRoom = queue.add(unseen, of: source, namedBy: address, now: clock.now)
        if feed.damaged > 0, feed.damaged != documents[address]?.damaged {
            report(.damaged(feed: source.label, entries: feed.damaged))
        }
        var validators = answer
        validators.body = []
        documents[address] = Document(
            validators: hadRoom ? validators : nil,
            feed: source.label,
            ids: Set(feed.entries.map(\.id)),
            damaged: feed.damaged
        )
        return feed.entries.last.map { .seconds(Date().timeIntervalSince($0.updated)) }
    }

    private func prune() {
        var named: [String: Set<String>] = [:]
        for document in documents.values { named[document.feed, default: []].formUnion(document.ids) }
        // What cannot be forgotten now is in an hour.
        try? store.prune(keeping: named, now: Date())
    }

    // MARK: Entries

    /// Gets entries until there are no more, or the feeds are to be looked at again.
    ///
    /// - Returns: whether some are left that could be got now.
    private func take() -> Bool {
        let end = clock.now + settings.roundTime
        var count = 0
        for item in queue.due(clock.now) {
            guard !isStopped(), count < settings.entriesPerRound, clock.now < end else { return true }
            if take(item) { count += 1 }
        }
        return false
    }

    /// - Returns: whether its turn was used.
    private func take(_ item: FeedQueue.Item) -> Bool {
        if item.isHandedOver {
            note(item)
            return true
        }
        guard let index = settings.sources.firstIndex(of: item.source) else { return false }
        let addresses = origins[index].addresses(of: item.entry, in: item.feed)
        guard !addresses.isEmpty else {
            fail(item, .final("its address is on no host that may be asked"))
            return true
        }
        // Another server is tried each time the one before had nothing.
        let turn = (0..<addresses.count).map { addresses[(item.attempts + $0) % addresses.count] }
        guard let address = turn.first(where: { !client.isHanging($0) }) else { return false }
        // Another process may have taken it meanwhile.
        if let unseen = try? store.unseen([item.entry], of: item.source.label), unseen.isEmpty {
            queue.remove(item)
            return false
        }
        let answer: HTTPAnswer
        do throws(TransferError) {
            answer = try client.get(
                address,
                limit: settings.telegramBytes,
                seconds: settings.telegramSeconds,
                within: origins[index]
            )
        } catch {
            fail(item, error.isFinal ? .final("\(address): \(error)") : .passing("\(address): \(error)"))
            return true
        }
        guard answer.status == 200, !Self.isPage(answer.body) else {
            fail(item, Self.failure(address, answer))
            return true
        }
        do {
            if case .refused(let reason) = try consumer(Data(answer.body), item.entry) {
                guard !item.source.isOrdered else {
                    fail(item, .missing(reason))
                    return true
                }
                report(.refused(feed: item.source.label, entry: item.entry.id, reason: reason))
            }
            queue.handedOver(item)
            note(item)
        } catch {
            fail(item, .passing("\(error)"))
        }
        return true
    }

    private func note(_ item: FeedQueue.Item) {
        do {
            try store.take(item.entry, of: item.source.label, now: Date())
            queue.remove(item)
        } catch {
            fail(item, .passing("it was handed over, and that cannot be noted: \(error)"))
        }
    }

    private func fail(_ item: FeedQueue.Item, _ failure: FeedQueue.Failure) {
        let feed = item.source.label
        switch queue.failed(item, failure, now: clock.now, random: .random(in: 0...1)) {
        case .refuse(let reason):
            report(.refused(feed: feed, entry: item.entry.id, reason: reason))
            queue.handedOver(item)
            do {
                try store.take(item.entry, of: feed, now: Date())
                queue.remove(item)
            } catch {
                // It is told already; the note is made at its next turn.
            }
        case .waitAndTell(let reason):
            report(.refused(feed: feed, entry: item.entry.id, reason: reason))
        case .wait: break
        }
    }

    private static func failure(_ address: String, _ answer: HTTPAnswer) -> FeedQueue.Failure {
        switch answer.status {
        case 200: .missing("\(address) answers with a web page")
        case 300..<400, 404, 410: .missing(words(address, answer))
        default: .passing(words(address, answer))
        }
    }

    private static func words(_ address: String, _ answer: HTTPAnswer) -> String {
        "\(address) answers \(answer.status)" + (answer.location.map { ", and points to \($0.prefix(200))" } ?? "")
    }

    /// A web page instead of a document is what servers under maintenance answer.
    private static func isPage(_ body: [UInt8]) -> Bool {
        let head = String(decoding: body.prefix(512), as: UTF8.self).lowercased()
            .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
    }
}
