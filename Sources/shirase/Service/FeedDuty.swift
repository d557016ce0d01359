// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import Feeds
import Foundation
import Logging
import Storage

/// Polls the feeds on a thread of its own, hands telegrams to the desk, and turns trouble into alarms.
struct FeedDuty: Sendable {
    private let poller: FeedPoller
    private let logger: Logger

    init(
        settings: FeedSettings,
        rooms: Rooms,
        logger: Logger,
        receive: @escaping @Sendable (Data) throws -> TelegramDesk.Answer
    ) {
        self.logger = logger
        let desk = rooms.desk
        poller = FeedPoller(
            settings: settings,
            store: FeedStore(database: rooms.database),
            report: { Self.tell($0, desk: desk, logger: logger) },
            consumer: { bytes, _ in
                switch try receive(bytes) {
                case .taken: .accepted
                case .refused(let error): .refused(reason: "\(error)")
                }
            }
        )
    }

    /// Polls until the task is cancelled.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
                let thread = Thread { [poller, logger] in
                    do {
                        try poller.run()
                    } catch {
                        logger.critical("feeds cannot be polled", metadata: ["reason": "\(error)"])
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
            case .recovered(let feed):
                logger.notice("feed speaks again", metadata: ["feed": "\(feed)"])
                try desk.clear(.failingFeed, about: feed, now: now)
                try desk.clear(.silentFeed, about: feed, now: now)
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
