// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One session that is open: the conversation, the connection and the source, brought together without ever waiting.
///
/// `@unchecked Sendable`: one thread at a time has it. Its session's own thread hands it to a carrier and does nothing with
/// it until the carrier hands it back.
final class SMTPRun: @unchecked Sendable {
    /// What has to happen before it can go on.
    enum Pause {
        /// The socket has input, or takes output where that is wanted, or that instant comes.
        case socket(wantsOutput: Bool, until: ContinuousClock.Instant)
        /// The source has something: nothing is on the wire.
        case idle
        case over
    }

    /// How often a source that had nothing is asked again while answers are awaited: a relay that is slow to answer does
    /// not keep what is urgent from the room that is left on the wire.
    private static let asking = Duration.milliseconds(50)
    /// How long the reply to QUIT is waited for; nothing depends on it.
    private static let quitTimeout = Duration.seconds(2)

    let connection: SMTPConnection
    /// How it ended, once it is over.
    private(set) var result: Result<SMTPSession.End, SMTPSessionError>?

    private let settings: SMTPSettings
    private let source: any MessageSource
    private var conversation: SMTPConversation
    private var transaction = SMTPTransaction()
    private var received = [UInt8](repeating: 0, count: 16_384)
    /// How many messages it may still carry.
    private var left: Int
    private var hasSubmitted = false
    /// Nothing more is asked for.
    private var end: SMTPSession.End?
    /// Until when the reply to QUIT is waited for.
    private var farewell: ContinuousClock.Instant?
    /// What the last `take` saw: the source had nothing, nothing was on the wire before, something had come.
    private var isIdle = false
    private var wasResting = true
    private var hasReceived = false
    /// Since when the reply is awaited that is next, and how many came before it.
    private var awaiting = ContinuousClock.now
    private var replies = 0

    init(connection: SMTPConnection, settings: SMTPSettings, source: any MessageSource) {
        self.connection = connection
        self.settings = settings
        self.source = source
        conversation = SMTPConversation(capabilities: connection.capabilities, window: settings.window)
        transaction.offersEightBit = connection.capabilities.eightBitMIME
        left = settings.messagesPerConnection ?? .max
    }

    /// Takes what has come and asks the source; every outcome that is known by then is told. To be followed by `put`.
    ///
    /// - Parameter isReady: whether the socket is known to have input.
    func take(isReady: Bool) {
        wasResting = isResting
        hasReceived = (isReady || connection.mayHoldInput) && receive()
        reportCompletions()
        if conversation.failure == nil { isIdle = fill() }
    }

    /// Writes what the socket takes.
    func put() -> Pause {
        while true {
            if let failure = conversation.failure { return over(failure, wasResting: wasResting) }
            let hadRoom = conversation.hasRoom
            let hasWritten = flush()
            reportCompletions()
            if let failure = conversation.failure { return over(failure) }
            if hasWritten || conversation.replyCount != replies {
                (awaiting, replies) = (.now, conversation.replyCount)
            }
            if isResting {
                guard let end else { return isIdle ? .idle : pause(until: .now) }
                guard farewell == nil else { return over(end) }
                conversation.quit()
                farewell = .now + Self.quitTimeout
                continue
            }
            // Messages that were refused before the wire leave room, and the source may have more.
            let wantsMore = !isIdle && end == nil && conversation.hasRoom
            // TLS reads whole records: what it holds the socket no longer shows.
            if connection.mayHoldInput && (hasReceived || hasWritten) || wantsMore && !hadRoom {
                take(isReady: false)
                continue
            }
            let now = ContinuousClock.now
            if let farewell {
                return now < farewell ? pause(until: farewell) : over(end ?? .finished)
            }
            guard let stage = conversation.awaitedStage else { return pause(until: now + Self.asking) }
            let limit = awaiting + settings.replyTimeouts.limit(at: stage)
            guard now < limit else {
                conversation.end(.timedOut(stage))
                reportCompletions()
                continue
            }
            if wantsMore { return pause(until: now) }
            return pause(until: isIdle && conversation.hasRoom ? min(limit, now + Self.asking) : limit)
        }
    }

    /// Looks whether the server has closed a connection on which nothing is on the wire: better seen before the next
    /// message than after. False where it has.
    func isStillOpen() -> Bool {
        guard connection.hasInput else { return true }
        receive()
        guard let failure = conversation.failure else { return true }
        _ = over(failure, wasResting: true)
        return false
    }

    /// Waits on the calling thread until the source may have something.
    func waitForWork(milliseconds: Int) {
        source.waitForWork(milliseconds: milliseconds)
    }

    /// Nothing is on the wire, and no answer is awaited.
    private var isResting: Bool { conversation.inFlight == 0 && conversation.awaitedStage == nil }

    private func pause(until instant: ContinuousClock.Instant) -> Pause {
        .socket(wantsOutput: conversation.hasOutput, until: instant)
    }

    private func over(_ end: SMTPSession.End) -> Pause {
        result = .success(end)
        return .over
    }

    /// - Parameter wasResting: whether nothing was on the wire.
    private func over(_ failure: SMTPFailure, wasResting: Bool = false) -> Pause {
        if farewell != nil {
            // Whatever comes of QUIT, all that was sent has its answer.
            result = .success(end ?? .finished)
        } else if wasResting, hasSubmitted {
            result = .success(.closedIdle)
        } else {
            result = .failure(error(failure))
        }
        return .over
    }

    private func error(_ failure: SMTPFailure) -> SMTPSessionError {
        let reply: SMTPReply? =
            switch failure {
            case .closedByServer(let reply), .unexpectedReply(let reply): reply
            case .connectionLost, .timedOut, .malformedReply: nil
            }
        return SMTPSessionError(stage: conversation.stage, reply: reply, message: failure.summary)
    }

    // MARK: - Messages

    /// Asks the source while there is room; true where it has nothing now.
    private func fill() -> Bool {
        while end == nil, conversation.hasRoom {
            guard left > 0 else {
                end = .limitReached
                break
            }
            transaction.clear()
            switch source.next(into: &transaction) {
            case .ready:
                conversation.submit(transaction)
                left -= 1
                hasSubmitted = true
                // Refused before it was on the wire: told now, or a source of such messages would be emptied first.
                if reportCompletions() { return false }
            case .idle: return true
            case .finished: end = .finished
            }
        }
        return false
    }

    /// Tells the source what came of its messages; false where there was nothing to tell.
    @discardableResult
    private func reportCompletions() -> Bool {
        var hasReported = false
        while let completion = conversation.nextCompletion() {
            source.completed(completion.tag, completion.outcome)
            hasReported = true
        }
        return hasReported
    }

    // MARK: - Octets

    /// Sends until the socket takes no more; true if it took something.
    private func flush() -> Bool {
        var hasSent = false
        while conversation.hasOutput {
            switch conversation.withUnsent({ connection.send($0) }) {
            case .done(let count):
                conversation.wrote(count)
                hasSent = true
            case .wouldBlock: return hasSent
            case .closed:
                // What the server said before it closed may still be there to read, and counts.
                while receive() {}
                conversation.end(.connectionLost)
                return hasSent
            }
        }
        return hasSent
    }

    /// Takes what has come; true if something had.
    @discardableResult
    private func receive() -> Bool {
        guard conversation.failure == nil else { return false }
        let result = received.withUnsafeMutableBytes { connection.receive(into: $0) }
        switch result {
        case .done(let count):
            received.withUnsafeBytes { conversation.receive(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            return true
        case .wouldBlock: return false
        case .closed:
            conversation.end(.connectionLost)
            return false
        }
    }
}
