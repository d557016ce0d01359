// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Dispatch
public import Foundation
import Synchronization
public import Transfer

/// Polls feeds and hands over each telegram that they name, news before what was missed, until it is stopped.
///
/// One thread; an entry that cannot be had is tried again with growing pauses and holds up no other, and one that cannot
/// be had at all is told once. An entry is noted as taken only after it was handed over: a crash in between hands it over
/// again, and whoever takes it must bear to see it twice, and in any order but that of an ordered feed. Several pollers may work at once over one
/// store; what one has taken the others leave, and what two get in the same moment is handed over by both.
public final class FeedPoller: Sendable {
    /// What became of a telegram.
    public enum Verdict: Sendable, Hashable {
        case accepted
        /// It cannot be read, now or later; in an ordered feed perhaps only not before another.
        case refused(reason: String)
    }

    /// Takes a telegram's bytes. An error that it throws means "not now": the entry comes again.
    public typealias Consumer = @Sendable (Data, AtomFeed.Entry) throws -> Verdict

    private let settings: FeedSettings
    private let store: FeedStore
    private let consumer: Consumer
    private let report: @Sendable (FeedEvent) -> Void
    private let isStopped = Mutex(false)
    private let wake = DispatchSemaphore(value: 0)

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
        wake.signal()
    }

    /// Polls until it is stopped; blocks its thread.
    ///
    /// - Parameter rounds: how often it looks around at most; nil for without end.
    /// - Throws: `TransferError` where libcurl cannot be started.
    public func run(rounds: Int? = nil) throws(TransferError) {
        let isStopped: @Sendable () -> Bool = { [self] in self.isStopped.withLock { $0 } }
        let run = try FeedRun(
            settings: settings,
            store: store,
            report: report,
            isStopped: isStopped,
            consumer: consumer
        )
        let pause = min(0.25, settings.interval / .seconds(4))
        var round = 0
        while !isStopped(), rounds.map({ round < $0 }) ?? true {
            round += 1
            if !run.round() { _ = wake.wait(timeout: .now() + pause) }
        }
    }
}
