// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import Feeds
import Foundation
import Logging
import Storage

/// Polls feeds on a thread of its own, hands over what they name, and turns trouble into alarms.
struct FeedDuty: Sendable {
    private let poller: FeedPoller
    private let tell: @Sendable (FeedEvent) -> Void
    private let labels: [String]
    private let logger: Logger

    /// - Parameter receive: takes the bytes of what a feed names; what it throws means "not now".
    init(
        settings: FeedSettings,
        rooms: Rooms,
        logger: Logger,
        receive: @escaping @Sendable (Data) throws -> IntakeDesk.Answer
    ) {
        let desk = rooms.desk
        let tell: @Sendable (FeedEvent) -> Void = { Self.tell($0, desk: desk, logger: logger) }
        self.logger = logger
        self.tell = tell
        labels = settings.sources.map(\.label)
        poller = FeedPoller(
            settings: settings,
            store: FeedStore(database: rooms.database),
            report: tell,
            consumer: { bytes, _ in
                switch try receive(bytes) {
                case .taken(.postponed(let reason)): throw Failure(.unavailable, reason)
                case .taken, .observed: .accepted
                case .refused(let reason): .refused(reason: reason)
                }
            }
        )
    }

    /// Polls until the task is cancelled.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
                let thread = Thread { [poller, tell, labels, logger] in
                    do {
                        try poller.run()
                    } catch {
                        logger.critical("feeds cannot be polled", metadata: ["reason": "\(error)"])
                        for label in labels { tell(.failing(feed: label, reason: "\(error)")) }
                    }
                    ended.resume()
                }
                thread.name = "feeds"
                thread.start()
            }
        } onCancel: {
            poller.stop()
        }
        // A service without its feeds is still one: the spool and the web go on.
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
    }

    private static func tell(_ event: FeedEvent, desk: AlertDesk, logger: Logger) {
        do {
            let now = Date()
            switch event {
            case .failing(let feed, let reason):
                logger.error("feed cannot be had", metadata: ["feed": "\(feed)", "reason": "\(reason)"])
                try desk.raise(.failingFeed, about: feed, reason, now: now)
            case .silent(let feed, let reason):
                logger.critical("feed is silent", metadata: ["feed": "\(feed)", "reason": "\(reason)"])
                try desk.raise(.silentFeed, about: feed, reason, now: now)
            case .recovered(let feed, let trouble):
                // Told at every start too; of interest only where an alarm was open.
                let kind: Alarm.Kind = trouble == .failing ? .failingFeed : .silentFeed
                if try desk.clear(kind, about: feed, now: now) {
                    logger.notice("feed is well again", metadata: ["feed": "\(feed)", "alarm": "\(kind.rawValue)"])
                }
            case .damaged(let feed, let entries):
                logger.error(
                    "feed entries cannot be understood",
                    metadata: ["feed": "\(feed)", "entries": "\(entries)"]
                )
            case .refused(let feed, let entry, let reason):
                logger.error(
                    "feed entry refused",
                    metadata: ["feed": "\(feed)", "entry": "\(entry)", "reason": "\(reason)"]
                )
            }
        } catch {
            logger.error("alarm cannot be stored", metadata: ["reason": "\(error)"])
        }
    }
}
