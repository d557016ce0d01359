// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Synchronization

/// What a mailbox has received, in memory.
///
/// The oldest mails are forgotten when there are more than it may hold; their numbers are not used again.
public final class MailStore: Sendable {
    fileprivate struct Waiter {
        let id: Int
        let count: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    fileprivate struct State {
        var mails: [ReceivedMail] = []
        var firstIndex = 0
        var heldOctets = 0
        var received = 0
        var byMessageID: [String: [Int]] = [:]
        var waiters: [Waiter] = []
        var nextWaiter = 0
    }

    private let keepContent: Bool
    private let capacity: Int
    private let octetCapacity: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - keepContent: whether the content is kept, or only envelope and Message-ID.
    ///   - capacity: the mails to hold at most.
    ///   - octetCapacity: the octets of content to hold at most.
    public init(keepContent: Bool = true, capacity: Int = 200_000, octetCapacity: Int = 512 << 20) {
        self.keepContent = keepContent
        self.capacity = max(1, capacity)
        self.octetCapacity = octetCapacity
    }

    /// How many mails have come, the forgotten ones too.
    public var count: Int { state.withLock { $0.received } }

    /// The mails held, oldest first.
    public var mails: [ReceivedMail] { state.withLock { Array($0.mails[$0.firstIndex...]) } }

    /// The mail of this number, if it is held.
    public func mail(_ sequence: Int) -> ReceivedMail? {
        state.withLock { $0.mail(sequence) }
    }

    /// The mails held whose Message-ID is this, with or without angle brackets; more than one is a duplicate.
    public func mails(messageID: String) -> [ReceivedMail] {
        let id = messageID.hasPrefix("<") ? String(messageID.dropFirst().dropLast()) : messageID
        return state.withLock { state in (state.byMessageID[id] ?? []).compactMap { state.mail($0) } }
    }

    /// Up to `limit` mails held, newest first, that come before the one of number `sequence`.
    public func latest(_ limit: Int, before sequence: Int = .max) -> [ReceivedMail] {
        state.withLock { state in
            let earlier = state.mails[state.firstIndex...].prefix { $0.sequence < sequence }
            return Array(earlier.suffix(max(0, limit)).reversed())
        }
    }

    /// Returns when as many mails have come; throws only when its task is cancelled.
    public func waitForCount(_ count: Int) async throws {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let isThere = state.withLock { state in
                    if Task.isCancelled || state.received >= count { return true }
                    state.waiters.append(Waiter(id: id, count: count, continuation: continuation))
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
        try Task.checkCancellation()
    }

    func add(_ envelope: ReceivedEnvelope, content: [UInt8], commandCount: Int) {
        let messageID = HeaderBlock.messageID(of: content)
        let data = keepContent ? content : []
        let now = Date()
        let ready = state.withLock { state in
            state.received += 1
            let mail = ReceivedMail(
                sequence: state.received,
                envelopeFrom: envelope.from,
                envelopeTo: envelope.to,
                data: data,
                size: content.count,
                messageID: messageID,
                receivedAt: now,
                commandCount: commandCount,
            )
            state.mails.append(mail)
            state.heldOctets += data.count
            if !messageID.isEmpty { state.byMessageID[messageID, default: []].append(mail.sequence) }
            while state.mails.count - state.firstIndex > capacity || state.heldOctets > octetCapacity {
                guard state.forgetOldest() else { break }
            }
            return state.takeReadyWaiters()
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}

extension MailStore.State {
    fileprivate func mail(_ sequence: Int) -> ReceivedMail? {
        guard firstIndex < mails.count else { return nil }
        let index = firstIndex + sequence - mails[firstIndex].sequence
        return index >= firstIndex && index < mails.count ? mails[index] : nil
    }

    /// Forgets one mail, but never the last.
    fileprivate mutating func forgetOldest() -> Bool {
        guard mails.count - firstIndex > 1 else { return false }
        let oldest = mails[firstIndex]
        heldOctets -= oldest.data.count
        byMessageID[oldest.messageID]?.removeAll { $0 == oldest.sequence }
        if byMessageID[oldest.messageID]?.isEmpty == true { byMessageID[oldest.messageID] = nil }
        mails[firstIndex] = oldest.withoutContent
        firstIndex += 1
        // Moving the rest down now and then keeps the cost of each removal constant.
        if firstIndex > 1_024, firstIndex * 2 > mails.count {
            mails.removeSubrange(..<firstIndex)
            firstIndex = 0
        }
        return true
    }

    fileprivate mutating func takeReadyWaiters() -> [MailStore.Waiter] {
        guard !waiters.isEmpty else { return [] }
        let ready = waiters.filter { $0.count <= received }
        if !ready.isEmpty { waiters.removeAll { $0.count <= received } }
        return ready
    }
}
