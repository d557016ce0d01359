// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// A slice in this process's hands: what is still to hand out, what is out, what has come back.
///
/// A pure state machine: it decides, `Outbox` around it holds the lock.
struct LeasedSlice {
    /// A row to be written for a recipient who was not plainly sent.
    struct Remark: Sendable, Hashable {
        let subscriber: Subscriber.ID
        /// Nil while another attempt will follow.
        let state: FinalState?
        let reply: Outcome.Reply?
        /// Whether the mail may have arrived all the same: its answer was not seen.
        var isUncertain = false
    }

    /// Whether a recipient can be written to.
    enum Standing {
        case reachable
        /// No longer subscribed.
        case left
        /// Still subscribed, but the stored address does not open.
        case unreadable
        /// Still subscribed, but no longer to this.
        case unwilling
        /// In their quiet hours until then.
        case quiet(until: Date)
    }

    let id: Int64
    let fence: Int64
    let release: ReleaseTicket
    let language: String
    let members: [Subscriber.ID]
    /// The attempts before this lease.
    let attempts: Int
    /// Those of whom a row says that another attempt follows: once they are sent to, it must say so.
    let deferred: Set<Subscriber.ID>
    /// What of the recipients' wishes counts.
    let wishes: Wishes

    private(set) var progress: SliceProgress
    private(set) var remarks: [Remark] = []
    /// Handed out and not reported on.
    private var out: IndexFlags
    private(set) var isDirty = false
    /// How many are open and not handed out yet. Of a slice that is tried again that may be few: who counted the others
    /// would believe a lane well supplied that has next to nothing to send.
    private(set) var waiting: Int
    private var cursor = 0
    /// Whether one is to be tried again by the schedule of retries.
    private var wantsRetry = false
    /// The earliest end of the quiet hours of those passed over.
    private var quietUntil: Date?

    init(
        id: Int64,
        fence: Int64,
        release: ReleaseTicket,
        language: String,
        members: [Subscriber.ID],
        progress: SliceProgress,
        attempts: Int,
        deferred: Set<Subscriber.ID> = [],
        wishes: Wishes = Wishes()
    ) {
        self.id = id
        self.fence = fence
        self.release = release
        self.language = language
        self.members = members
        self.progress = progress
        waiting = members.count - progress.settled
        out = IndexFlags(count: members.count)
        self.attempts = attempts
        self.deferred = deferred
        self.wishes = wishes
    }

    /// How many are out.
    var inFlight: Int { out.count }

    /// Whether nothing is left to hand out and nothing is out.
    var isReturned: Bool { waiting == 0 && inFlight == 0 }

    /// Until when it sleeps after this lease: those who are left are in their quiet hours, and nobody is to be tried again
    /// before; nil where it does not.
    var sleepsUntil: Date? {
        guard isReturned, !wantsRetry, !progress.isComplete else { return nil }
        return quietUntil.map { min($0, release.expires) }
    }

    /// Until when nothing can be done of it, since all who are left are in their quiet hours; nil where something can.
    func quietEnd(standing: (Subscriber.ID) -> Standing) -> Date? {
        var earliest: Date?
        for (index, member) in members.enumerated() where !progress.isSettled(index) {
            guard case .quiet(let end) = standing(member) else { return nil }
            earliest = earliest.map { min($0, end) } ?? end
        }
        return earliest.map { min($0, release.expires) }
    }

    /// The next recipient whose standing is to be looked at, after settling those before whom nothing can be sent to; to be
    /// followed by `take`. Nil where all are handed out.
    ///
    /// - Parameters:
    ///   - now: for the expiry, which is checked at every attempt (P3).
    ///   - stopped: whether the release must not go on.
    mutating func candidate(now: Date, stopped: Bool) -> Int? {
        while cursor < members.count {
            let index = cursor
            cursor += 1
            guard !progress.isSettled(index) else { continue }
            waiting -= 1
            guard stopped || now >= release.expires else { return index }
            settle(index, as: stopped ? .cancelled : .expired)
        }
        return nil
    }

    /// Does with a candidate what its standing asks for; true where it is to be sent to, and is out from then on. Who is in
    /// their quiet hours is passed over and stays open.
    mutating func take(_ index: Int, _ standing: Standing) -> Bool {
        switch standing {
        case .left: settle(index, as: .suppressed)
        case .unreadable: settle(index, as: .failed, reply: .unreadableAddress)
        case .unwilling: settle(index, as: .suppressed, reply: .unwilling)
        case .quiet(let end): quietUntil = quietUntil.map { min($0, end) } ?? end
        case .reachable:
            out.insert(index)
            return true
        }
        return false
    }

    /// What is handed out of one.
    func parcel(_ index: Int, for contact: Contact) -> Parcel {
        Parcel(
            ticket: Parcel.Ticket(slice: id, fence: fence, index: index),
            alert: release.alert,
            rendering: RenderingKey(release: release.id, language: language),
            contact: contact
        )
    }

    /// Takes what came of one that was handed out; false where it is not out, in which case nothing changes.
    @discardableResult
    mutating func report(_ index: Int, _ outcome: Outcome) -> Bool {
        guard out.remove(index) else { return false }
        isDirty = true
        switch outcome {
        case .accepted:
            progress.settle(index, as: .sent)
            if deferred.contains(members[index]) {
                remarks.append(Remark(subscriber: members[index], state: .sent, reply: nil))
            }
        case .permanent(let reply):
            progress.settle(index, as: .failed)
            remarks.append(Remark(subscriber: members[index], state: .failed, reply: reply))
        case .transient(let reply), .rateLimited(let reply):
            wantsRetry = true
            remarks.append(Remark(subscriber: members[index], state: nil, reply: reply))
        case .unknown(let reply):
            wantsRetry = true
            remarks.append(Remark(subscriber: members[index], state: nil, reply: reply, isUncertain: true))
        }
        return true
    }

    /// Hands over what must be written, once.
    mutating func takeRemarks() -> [Remark] {
        defer {
            remarks.removeAll()
            isDirty = false
        }
        return remarks
    }

    /// Takes back remarks that could not be written.
    mutating func restore(_ taken: [Remark]) {
        remarks.insert(contentsOf: taken, at: 0)
        isDirty = true
    }

    private mutating func settle(_ index: Int, as state: FinalState, reply: Outcome.Reply? = nil) {
        progress.settle(index, as: state)
        isDirty = true
        remarks.append(Remark(subscriber: members[index], state: state, reply: reply))
    }
}

/// What must be known of a release while its slices are out.
struct ReleaseTicket: Sendable, Hashable {
    let id: Int64
    let alert: String
    let priority: Priority
    let expires: Date
}
