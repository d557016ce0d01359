// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import TestSupport
import Testing

@testable import Delivery

@Suite struct LeasedSliceTests {
    private let now = Date(timeIntervalSince1970: 1_700_000_000)

    private func slice(_ count: Int, settled: [Int] = [], attempts: Int = 0, deferred: [Int] = []) -> LeasedSlice {
        var progress = SliceProgress(total: count)
        for index in settled { progress.settle(index, as: .sent) }
        return LeasedSlice(
            id: 1,
            fence: 1,
            release: ReleaseTicket(id: 1, alert: "a", priority: .warning, expires: now.addingTimeInterval(60)),
            language: "ja",
            members: (1...count).map { Subscriber.ID(rawValue: Int64($0)) },
            progress: progress,
            attempts: attempts,
            deferred: Set(deferred.map { Subscriber.ID(rawValue: Int64($0 + 1)) })
        )
    }

    private let reply = Outcome.Reply(stage: "rcpt", code: 550, enhanced: "5.1.1", detail: "no such user")

    private func next(
        _ slice: inout LeasedSlice,
        after seconds: TimeInterval = 0,
        stopped: Bool = false,
        standing: (Subscriber.ID) -> LeasedSlice.Standing = { _ in .reachable }
    ) -> LeasedSlice.Next {
        slice.next(now: now.addingTimeInterval(seconds), stopped: stopped, standing: standing)
    }

    @Test func whoIsSettledWaitsNoMore() {
        var progress = SliceProgress(total: 5)
        for index in [0, 1, 4] { progress.settle(index, as: .sent) }
        var slice = LeasedSlice(
            id: 1,
            fence: 1,
            release: ReleaseTicket(id: 1, alert: "a", priority: .warning, expires: .distantFuture),
            language: "ja",
            members: (1...5).map { Subscriber.ID(rawValue: $0) },
            progress: progress,
            attempts: 1
        )
        #expect(slice.waiting == 2)
        #expect(slice.next(now: Date(), stopped: false) { _ in .reachable } == .send(2))
        #expect(slice.waiting == 1)
        #expect(slice.next(now: Date(), stopped: false) { _ in .reachable } == .send(3))
        #expect(slice.waiting == 0 && !slice.isReturned)
        slice.report(2, .accepted)
        slice.report(3, .accepted)
        #expect(slice.isReturned, "what follows was settled before")
    }

    @Test func eachIsHandedOutOnceAndThoseSettledBeforeNotAtAll() {
        var slice = slice(5, settled: [0, 3])
        #expect([next(&slice), next(&slice), next(&slice), next(&slice)] == [.send(1), .send(2), .send(4), .none])
        #expect(slice.inFlight == 3 && slice.waiting == 0 && !slice.isReturned)
        for index in [4, 1, 2] { slice.report(index, .accepted) }
        #expect(slice.isReturned && slice.progress.isComplete && slice.progress.counts == [.sent: 5])
        #expect(slice.takeRemarks().isEmpty, "what is plainly sent needs no row")
    }

    @Test func whoIsInQuietHoursIsPassedOverAndStaysOpen() {
        var slice = slice(4)
        let (soon, later) = (now.addingTimeInterval(20), now.addingTimeInterval(40))
        func standing(_ member: Subscriber.ID) -> LeasedSlice.Standing {
            switch member.rawValue {
            case 1: .quiet(until: later)
            case 3: .quiet(until: soon)
            case 4: .unwilling
            default: .reachable
            }
        }
        #expect(slice.quietEnd(standing: standing) == nil, "something can be done of it")
        let first = next(&slice, standing: standing)
        let second = next(&slice, standing: standing)
        #expect([first, second] == [.send(1), .none])
        #expect(slice.sleepsUntil == nil, "one is out")
        slice.report(1, .accepted)
        #expect(slice.isReturned && slice.sleepsUntil == soon)
        #expect(slice.progress.counts == [.sent: 1, .suppressed: 1] && !slice.progress.isComplete)
        #expect(slice.takeRemarks().map(\.reply) == [.unwilling])
        #expect(slice.quietEnd(standing: standing) == soon, "only those are left")
    }

    @Test func whoIsToBeTriedAgainKeepsItAwake() {
        var slice = slice(2)
        let standing: (Subscriber.ID) -> LeasedSlice.Standing = {
            $0.rawValue == 1 ? .quiet(until: now.addingTimeInterval(30)) : .reachable
        }
        _ = next(&slice, standing: standing)
        slice.report(1, .transient(reply))
        _ = next(&slice, standing: standing)
        #expect(slice.isReturned && slice.sleepsUntil == nil)
    }

    @Test func nobodySleepsBeyondTheExpiry() {
        var slice = slice(1)
        let standing: (Subscriber.ID) -> LeasedSlice.Standing = { _ in .quiet(until: now.addingTimeInterval(600)) }
        #expect(slice.quietEnd(standing: standing) == now.addingTimeInterval(60))
        _ = next(&slice, standing: standing)
        #expect(slice.sleepsUntil == now.addingTimeInterval(60))
        // By then it is over, whatever the hour.
        var due = self.slice(1)
        _ = next(&due, after: 60, standing: standing)
        #expect(due.progress.counts == [.expired: 1] && due.sleepsUntil == nil)
    }

    @Test func whatIsStoppedIsNotWaitedFor() {
        var slice = slice(1)
        _ = next(&slice, stopped: true) { _ in .quiet(until: now.addingTimeInterval(30)) }
        #expect(slice.progress.counts == [.cancelled: 1])
    }

    @Test func aReportCountsOnceAndOnlyForWhatIsOut() {
        var slice = slice(2)
        let early = slice.report(0, .accepted)
        _ = next(&slice)
        let first = slice.report(0, .transient(reply))
        let second = slice.report(0, .accepted)
        #expect([early, first, second] == [false, true, false])
        #expect(slice.progress.settled == 0 && slice.inFlight == 0)
    }

    @Test func outcomesLeadToStatesAndRemarks() {
        var slice = slice(4, attempts: 1, deferred: [0, 1])
        while case .send = next(&slice) {}
        slice.report(0, .accepted)
        slice.report(1, .permanent(reply))
        slice.report(2, .transient(reply))
        slice.report(3, .unknown(reply))
        #expect(slice.isDirty && slice.isReturned && !slice.progress.isComplete)
        #expect(slice.progress.counts == [.sent: 1, .failed: 1])
        let remarks = slice.takeRemarks()
        #expect(remarks.map(\.subscriber.rawValue) == [1, 2, 3, 4])
        #expect(remarks.map(\.state) == [.sent, .failed, nil, nil], "one that was deferred is said to be sent")
        #expect(remarks.map(\.reply) == [nil, reply, reply, reply])
        #expect(!slice.isDirty && slice.takeRemarks().isEmpty)
        slice.restore(remarks)
        #expect(slice.isDirty && slice.takeRemarks() == remarks)
    }

    @Test func nothingIsHandedOutFromTheExpiryOn() {
        var slice = slice(4)
        #expect(next(&slice, after: 59.9) == .send(0))
        #expect(next(&slice, after: 60) == .none)
        #expect(slice.progress.counts == [.expired: 3])
        #expect(slice.takeRemarks().map(\.state) == [.expired, .expired, .expired])
        slice.report(0, .accepted)
        #expect(slice.progress.isComplete && slice.progress.counts == [.expired: 3, .sent: 1])
    }

    @Test func nothingIsHandedOutOnceStopped() {
        var slice = slice(3, settled: [1])
        #expect(next(&slice, after: 100, stopped: true) == .none)
        #expect(slice.progress.counts == [.sent: 1, .cancelled: 2], "a stop is named before the expiry")
    }

    @Test func whoLeftIsSuppressedAndWhoseAddressDoesNotOpenFails() {
        var slice = slice(4)
        let standing: (Subscriber.ID) -> LeasedSlice.Standing = {
            switch $0.rawValue {
            case 1: .left
            case 3: .unreadable
            default: .reachable
            }
        }
        #expect(next(&slice, standing: standing) == .send(1))
        #expect(next(&slice, standing: standing) == .send(3))
        #expect(slice.progress.counts == [.suppressed: 1, .failed: 1])
        #expect(slice.takeRemarks().map(\.reply?.stage) == [nil, "address"])
    }

    @Test func whateverHappensEachIsInOnePlace() {
        var random = SeededRandom(seed: 84)
        for _ in 0..<500 {
            let total = Int.random(in: 1...20, using: &random)
            var slice = slice(total)
            var out: [Int] = []
            var open = 0
            var seconds: TimeInterval = 0
            while slice.waiting > 0 || !out.isEmpty {
                if Bool.random(using: &random), let index = out.randomElement(using: &random) {
                    out.removeAll { $0 == index }
                    let outcome =
                        [Outcome.accepted, .permanent(reply), .transient(reply), .unknown(reply)]
                        .randomElement(using: &random) ?? .accepted
                    slice.report(index, outcome)
                    if case .transient = outcome { open += 1 }
                    if case .unknown = outcome { open += 1 }
                } else {
                    if Int.random(in: 0..<30, using: &random) == 0 { seconds += 60 }
                    let stopped = Int.random(in: 0..<40, using: &random) == 0
                    let left = Int.random(in: 0..<5, using: &random) == 0
                    if case .send(let index) = next(
                        &slice,
                        after: seconds,
                        stopped: stopped,
                        standing: { _ in
                            left ? .left : .reachable
                        }
                    ) {
                        #expect(seconds < 60 && !stopped)
                        out.append(index)
                    }
                }
                #expect(slice.inFlight == out.count)
            }
            #expect(slice.isReturned && slice.progress.settled + open == total)
            let finals = slice.takeRemarks().filter { $0.state != nil }.count
            #expect(finals == slice.progress.settled - (slice.progress.counts[.sent] ?? 0))
        }
    }
}
