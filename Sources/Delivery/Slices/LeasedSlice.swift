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
    }

    /// What to do with the next recipient.
    enum Next: Equatable {
        case send(Int)
        /// All are handed out.
        case none
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

    private(set) var progress: SliceProgress
    private(set) var remarks: [Remark] = []
    private(set) var inFlight = 0
    private(set) var isDirty = false
    private var cursor = 0

    init(
        id: Int64,
        fence: Int64,
        release: ReleaseTicket,
        language: String,
        members: [Subscriber.ID],
        progress: SliceProgress,
        attempts: Int,
        deferred: Set<Subscriber.ID> = []
    ) {
        self.id = id
        self.fence = fence
        self.release = release
        self.language = language
        self.members = members
        self.progress = progress
        self.attempts = attempts
        self.deferred = deferred
    }

    /// How many are not handed out yet, settled ones included.
    var waiting: Int { members.count - cursor }

    /// Whether nothing is left to hand out and nothing is out.
    var isReturned: Bool { cursor == members.count && inFlight == 0 }

    /// The next recipient to send to, after settling those who cannot be sent to.
    ///
    /// - Parameters:
    ///   - now: for the expiry, which is checked at every attempt (P3).
    ///   - stopped: why the release must not go on, if so.
    ///   - isReachable: whether a recipient is still subscribed.
    mutating func next(now: Date, stopped: Bool, isReachable: (Subscriber.ID) -> Bool) -> Next {
        while cursor < members.count {
            let index = cursor
            cursor += 1
            guard !progress.isSettled(index) else { continue }
            if stopped {
                settle(index, as: .cancelled)
            } else if now >= release.expires {
                settle(index, as: .expired)
            } else if !isReachable(members[index]) {
                settle(index, as: .suppressed)
            } else {
                inFlight += 1
                return .send(index)
            }
        }
        return .none
    }

    /// Takes what came of one that was handed out.
    mutating func report(_ index: Int, _ outcome: Outcome) {
        inFlight -= 1
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
        case .transient(let reply), .unknown(let reply):
            remarks.append(Remark(subscriber: members[index], state: nil, reply: reply))
        }
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

    private mutating func settle(_ index: Int, as state: FinalState) {
        progress.settle(index, as: state)
        isDirty = true
        remarks.append(Remark(subscriber: members[index], state: state, reply: nil))
    }
}

/// What must be known of a release while its slices are out.
struct ReleaseTicket: Sendable, Hashable {
    let id: Int64
    let alert: String
    let priority: Priority
    let expires: Date
}
