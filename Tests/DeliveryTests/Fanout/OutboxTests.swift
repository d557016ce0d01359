// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import TestSupport
import Testing

@testable import Delivery

@Suite(.timeLimit(.minutes(10))) struct OutboxTests {
    private let test: TestDelivery
    private let clock: TestClock
    private let outbox: Outbox

    init() throws {
        test = try TestDelivery()
        let clock = test.clock
        self.clock = clock
        outbox = Outbox(lane: TestDelivery.lane("rest"), clock: DeliveryClock(date: { clock.now })) { key in
            [UInt8]("\(key.release)/\(key.language)".utf8)
        }
        try test.audience(6)
    }

    private func entry(
        _ id: Int64,
        _ priority: Priority = .warning,
        fence: Int64 = 1,
        expiresIn: TimeInterval = 3600,
        leaseFor: TimeInterval = 10
    ) throws -> Outbox.Entry {
        let members = try test.members()
        return Outbox.Entry(
            slice: LeasedSlice(
                id: id,
                fence: fence,
                release: ReleaseTicket(
                    id: id * 10,
                    alert: "a\(id)",
                    priority: priority,
                    expires: clock.now.addingTimeInterval(expiresIn)
                ),
                language: "ja",
                members: members,
                progress: SliceProgress(total: members.count),
                attempts: 0
            ),
            contacts: try test.registry.contacts(of: members),
            leaseUntil: clock.now.addingTimeInterval(leaseFor)
        )
    }

    private func records() -> [DeliveryStore.Record] { outbox.takeRecords { _ in clock.now } }

    @Test func whatIsLessUrgentStandsAsideForWhatIsBeingPrepared() throws {
        outbox.add([try entry(1, .notice), try entry(2, .account)], stopped: [])
        outbox.makeWay(for: .urgent, .seconds(600))
        #expect(outbox.take() == nil, "a confirmation is less urgent than what it would overtake here")
        #expect(outbox.take(.account)?.alert == "a2", "over their own connections confirmations go on")
        while outbox.take(.account) != nil {}
        #expect(!outbox.hasWork(), "a connection that is told of work and gets none would run in circles")
        outbox.add([try entry(3, .urgent)], stopped: [])
        #expect(outbox.take()?.alert == "a3", "as urgent as what is being prepared")
        while outbox.take() != nil {}
        outbox.endWay()
        #expect(outbox.take()?.alert == "a1")
    }

    @Test func whoWasThoughtToBeTooLateStaysOpenWhereTheClockIsPutRight() throws {
        var over = try entry(1, .notice)
        over.contacts = nil
        outbox.add([over], stopped: [])
        #expect(outbox.take() == nil)
        let record = try #require(records().first)
        #expect(record.progress.settled == 0)
        #expect(record.returned != nil && !record.isComplete, "it is given back to be claimed again")
    }

    @Test func nothingStandsAsideForEver() throws {
        outbox.add([try entry(1, .notice)], stopped: [])
        outbox.makeWay(for: .immediate, .milliseconds(30))
        #expect(outbox.take() == nil)
        outbox.waitForWork(milliseconds: 60_000)
        #expect(outbox.take()?.alert == "a1")
    }

    @Test func theMoreUrgentIsServedFromTheNextMessageOn() throws {
        outbox.add([try entry(1, .notice), try entry(2, .notice)], stopped: [])
        #expect(outbox.take()?.alert == "a1")
        outbox.add([try entry(3, .immediate)], stopped: [])
        #expect(outbox.mostUrgentWaiting == .immediate)
        #expect((0..<6).compactMap { _ in outbox.take()?.alert } == Array(repeating: "a3", count: 6))
        #expect(
            (0..<11).compactMap { _ in outbox.take()?.alert }
                == ["a2", "a1", "a2", "a1", "a2", "a1", "a2", "a1", "a2", "a1", "a2"],
            "then the releases of one priority by turns"
        )
    }

    /// P2: however long a commit takes, no more is sent than may be repeated.
    @Test func moreAnswersThanMayBeRepeatedWaitForTheCommit() throws {
        outbox.add([try entry(1)], stopped: [])
        outbox.state.withLock { $0.unrecordedLimit = 2 }
        let parcels = (0..<3).compactMap { _ in outbox.take() }
        #expect(parcels.count == 3, "what is on the wire does not count")
        for parcel in parcels.prefix(2) { outbox.report(parcel.ticket, .accepted) }
        #expect(outbox.take() == nil && !outbox.hasWork())
        let first = records()
        outbox.report(parcels[2].ticket, .accepted)
        #expect(outbox.take() == nil, "a commit that has begun is not yet durable")
        outbox.pause(first)
        #expect(outbox.take() == nil)
        outbox.forget(records(), lost: [])
        #expect(outbox.hasWork() && outbox.take() != nil)
    }

    /// What was answered under a lease that another owner has now is nobody's to record, and holds up nothing.
    @Test func answersOfLostLeasesHoldUpNothing() throws {
        outbox.add([try entry(1)], stopped: [])
        outbox.state.withLock { $0.unrecordedLimit = 1 }
        let parcel = try #require(outbox.take())
        outbox.report(parcel.ticket, .accepted)
        outbox.renewed([(1, 1)], lost: [1], until: clock.now.addingTimeInterval(10))
        #expect(records().isEmpty)
        outbox.add([try entry(2)], stopped: [])
        #expect(outbox.take()?.alert == "a2")
    }

    @Test func aRateThatHoldsBackCostsNobodyTheirTurn() throws {
        let lane = LaneSettings(
            name: "rest",
            connections: 1,
            rates: [RateLimit(messages: 1, per: .seconds(1))]
        )
        let uptime = Guarded(Duration.zero)
        let now = clock.now
        let outbox = Outbox(
            lane: lane,
            clock: DeliveryClock(date: { now }, uptime: { uptime.withLock { $0 } })
        ) { _ in [] }
        outbox.add([try entry(1, .notice), try entry(2, .notice)], stopped: [])
        var served: [String] = []
        for _ in 0..<6 {
            if let parcel = outbox.take() { served.append(parcel.alert) }
            #expect(outbox.take() == nil, "the rate holds it back")
            uptime.withLock { $0 += .seconds(1) }
        }
        #expect(served == ["a1", "a2", "a1", "a2", "a1", "a2"])
    }

    @Test func moreOfTheMostUrgentIsToldApart() throws {
        outbox.add([try entry(1, .bulk), try entry(2, .immediate)], stopped: [])
        #expect(outbox.waiting == 12 && outbox.waiting(of: .immediate) == 6 && outbox.waiting(of: .urgent) == 0)
    }

    @Test func aLeaseThatRanOutHandsOutNothingUntilItIsRenewed() throws {
        outbox.add([try entry(1)], stopped: [])
        let parcel = try #require(outbox.take())
        clock.advance(by: 10)
        #expect(outbox.take() == nil && !outbox.hasWork() && outbox.hasLapsed(clock.now))
        outbox.renewed(outbox.leases, lost: [], until: clock.now.addingTimeInterval(10))
        #expect(outbox.take() != nil && !outbox.hasLapsed(clock.now))
        outbox.report(parcel.ticket, .accepted)
        #expect(records().first?.progress.counts == [.sent: 1])
    }

    @Test func aLostLeaseIsLetGoAndReportsOnItCountForNothing() throws {
        outbox.add([try entry(1)], stopped: [])
        let parcel = try #require(outbox.take())
        outbox.renewed(outbox.leases, lost: [1], until: clock.now)
        #expect(outbox.leases.isEmpty)
        outbox.add([try entry(1, fence: 3)], stopped: [])
        outbox.report(parcel.ticket, .accepted)
        #expect(records().isEmpty, "the ticket was of an earlier lease")
    }

    @Test func aSecondReportOnOneParcelChangesNothing() throws {
        outbox.add([try entry(1)], stopped: [])
        let parcel = try #require(outbox.take())
        outbox.report(parcel.ticket, .accepted)
        outbox.report(parcel.ticket, .permanent(.unreadableAddress))
        #expect(records().first?.progress.counts == [.sent: 1])
    }

    @Test func aStopCancelsWhatWaitsAndNotWhatIsOut() throws {
        outbox.add([try entry(1), try entry(2)], stopped: [])
        let out = try #require(outbox.take())
        outbox.stop([10])
        #expect((0..<3).compactMap { _ in outbox.take()?.alert } == ["a2", "a2", "a2"])
        outbox.report(out.ticket, .accepted)
        let written = try #require(records().first { $0.id == 1 })
        #expect(written.progress.counts == [.cancelled: 5, .sent: 1] && written.isComplete)
    }

    @Test func whatWasStoppedBeforeItWasLoadedIsNeverHandedOut() throws {
        outbox.add([try entry(1)], stopped: [10])
        #expect(outbox.take() == nil)
        #expect(records().first?.progress.counts == [.cancelled: 6])
    }

    @Test func theExpiryIsLookedAtForEachMessageAndByTheSweep() throws {
        outbox.add([try entry(1, expiresIn: 5, leaseFor: 100)], stopped: [])
        #expect(outbox.take() != nil)
        outbox.sweep(now: clock.now)
        #expect(outbox.waiting == 5)
        clock.advance(by: 5)
        #expect(outbox.take() == nil)
        #expect(records().first?.progress.counts == [.expired: 5])
        outbox.add([try entry(2, expiresIn: 5, leaseFor: 100)], stopped: [])
        clock.advance(by: 5)
        outbox.sweep(now: clock.now)
        #expect(records().last?.progress.counts == [.expired: 6], "whether or not a transport asks")
    }

    @Test func whoLeavesAfterTheSliceWasLoadedGetsNothing() throws {
        outbox.add([try entry(1)], stopped: [])
        let members = try test.members()
        outbox.drop([members[0], members[2], Subscriber.ID(rawValue: 999)])
        let sent = (0..<6).compactMap { _ in outbox.take()?.contact.id }
        #expect(sent == [members[1], members[3], members[4], members[5]])
        #expect(records().first?.progress.counts == [.suppressed: 2])
    }

    @Test func nothingIsHandedOutWhileNothingCanBeRecorded() throws {
        outbox.add([try entry(1)], stopped: [])
        let parcel = try #require(outbox.take())
        outbox.report(parcel.ticket, .permanent(.unreadableAddress))
        let lostWrite = records()
        outbox.pause(lostWrite)
        #expect(outbox.take() == nil && !outbox.hasWork())
        let again = records()
        #expect(again.map(\.remarks) == lostWrite.map(\.remarks) && again.first?.progress == lostWrite.first?.progress)
        outbox.forget(again, lost: [])
        #expect(outbox.take() != nil)
    }

    @Test func aReturnedSliceIsForgottenOnceItIsWritten() throws {
        outbox.add([try entry(1)], stopped: [])
        while let parcel = outbox.take() { outbox.report(parcel.ticket, .accepted) }
        let written = records()
        #expect(written.first?.isComplete == true && written.first?.returned != nil)
        #expect(outbox.held == [1])
        outbox.forget(written, lost: [])
        #expect(outbox.held.isEmpty && records().isEmpty)
    }

    @Test func aClosedOutboxGivesBackWhatIsNotOut() throws {
        outbox.add([try entry(1), try entry(2)], stopped: [])
        let out = try #require(outbox.take())
        outbox.close()
        #expect(outbox.take() == nil && outbox.isClosed)
        #expect(records().map(\.id) == [2], "the first waits for what is on the wire")
        outbox.report(out.ticket, .accepted)
        #expect(Set(records().map(\.id)) == [1, 2])
        outbox.drain()
        #expect(outbox.isDrained)
    }

    @Test func whatNobodyWillReportOnIsGivenBackInTheEnd() throws {
        outbox.add([try entry(1)], stopped: [])
        _ = outbox.take()
        outbox.close()
        #expect(records().isEmpty)
        outbox.drain()
        let given = try #require(records().first)
        #expect(given.returned != nil && !given.isComplete && given.progress.settled == 0)
    }
}
