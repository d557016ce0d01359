// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Sends a source's messages over one connection, on the thread that calls `run`.
///
/// The thread blocks while it waits for the server or for work: give a session a thread of its own.
public struct SMTPSession: Sendable {
    /// Why a session ended without a fault.
    public enum End: Sendable {
        /// The source had nothing more.
        case finished
        /// The connection has carried as many messages as it may.
        case limitReached
        /// The server closed it while nothing was on the wire, after it had taken something: no fault of either.
        case closedIdle
    }

    private let settings: SMTPSettings

    /// How long a source is waited for at a time, before the connection is looked at.
    private static let idleMilliseconds = 1_000
    /// How long the reply to QUIT is waited for; nothing depends on it.
    private static let quitTimeout = Duration.seconds(2)

    /// A session with this server, not yet open.
    public init(settings: SMTPSettings) {
        self.settings = settings
    }

    /// Opens the connection, sends until the source has finished or the limit is reached, and takes leave.
    ///
    /// Every message that the source made ready has its outcome when this returns, also when it throws.
    ///
    /// - Throws: where the connection cannot be opened, and where it is lost.
    @discardableResult
    public func run(_ source: any MessageSource) throws(SMTPSessionError) -> End {
        let connection = try SMTPConnection(settings)
        var run = SMTPRun(connection: connection, settings: settings, source: source)
        return try run.send()
    }

    /// One session that is open: the conversation, the connection and the source, brought together.
    private struct SMTPRun {
        let connection: SMTPConnection
        let settings: SMTPSettings
        let source: any MessageSource
        var conversation: SMTPConversation
        var transaction = SMTPTransaction()
        var received = [UInt8](repeating: 0, count: 16_384)
        var left: Int

        init(connection: SMTPConnection, settings: SMTPSettings, source: any MessageSource) {
            self.connection = connection
            self.settings = settings
            self.source = source
            conversation = SMTPConversation(capabilities: connection.capabilities, window: settings.window)
            transaction.offersEightBit = connection.capabilities.eightBitMIME
            left = settings.messagesPerConnection ?? .max
        }

        mutating func send() throws(SMTPSessionError) -> End {
            let timeouts = settings.replyTimeouts
            var end: End?
            var hasSubmitted = false
            while true {
                var isIdle = false
                filling: while end == nil, !isIdle, conversation.hasRoom {
                    if left == 0 {
                        end = .limitReached
                        break
                    }
                    switch next() {
                    case .ready:
                        left -= 1
                        hasSubmitted = true
                        // Refused before it was on the wire: told now, or a source of such messages would be emptied first.
                        if reportCompletions() { break filling }
                    case .idle: isIdle = true
                    case .finished: end = .finished
                    }
                }
                reportCompletions()
                if conversation.failure == nil, conversation.inFlight == 0, conversation.awaitedStage == nil {
                    if let end {
                        takeLeave()
                        return end
                    }
                    if isIdle {
                        source.waitForWork(milliseconds: SMTPSession.idleMilliseconds)
                        // A server may close an idle connection: better seen before the next message than after.
                        if connection.wait(forOutput: false, milliseconds: 0) { receive() }
                        if conversation.failure != nil, hasSubmitted { return .closedIdle }
                    }
                } else if conversation.failure == nil {
                    exchange { timeouts.limit(at: $0) }
                }
                reportCompletions()
                if let failure = conversation.failure { throw sessionError(failure) }
            }
        }

        private mutating func next() -> NextTransaction {
            transaction.clear()
            let answer = source.next(into: &transaction)
            if case .ready = answer { conversation.submit(transaction) }
            return answer
        }

        private func report(_ completion: (tag: UInt64, outcome: SMTPOutcome)) {
            source.completed(completion.tag, completion.outcome)
        }

        /// Tells the source what came of its messages; false where there was nothing to tell.
        @discardableResult
        private mutating func reportCompletions() -> Bool {
            var hasReported = false
            while let completion = conversation.nextCompletion() {
                report(completion)
                hasReported = true
            }
            return hasReported
        }

        /// Writes what is to be written and reads on until a reply has come, or what was written has made room, or the
        /// conversation is over.
        private mutating func exchange(limit: (SMTPStage) -> Duration) {
            let replies = conversation.replyCount
            let hadRoom = conversation.hasRoom
            var started: ContinuousClock.Instant?
            while conversation.failure == nil, conversation.replyCount == replies {
                let wasWritten = flush()
                if !hadRoom, conversation.hasRoom { return }
                if connection.mayHoldInput, receive() { continue }
                guard conversation.failure == nil, let stage = conversation.awaitedStage else { return }
                let now = ContinuousClock.now
                if wasWritten || started == nil { started = now }
                let left = limit(stage) - (now - (started ?? now))
                guard left > .zero else { return conversation.end(.timedOut(stage)) }
                if connection.wait(forOutput: conversation.hasOutput, milliseconds: left.milliseconds) { receive() }
            }
        }

        /// Sends until the socket takes no more; true if it took something.
        private mutating func flush() -> Bool {
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
        private mutating func receive() -> Bool {
            let result = received.withUnsafeMutableBytes { connection.receive(into: $0) }
            switch result {
            case .done(let count):
                let bytes = received
                bytes.withUnsafeBytes { conversation.receive(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
                return true
            case .wouldBlock: return false
            case .closed:
                conversation.end(.connectionLost)
                return false
            }
        }

        private mutating func takeLeave() {
            conversation.quit()
            let deadline = ContinuousClock.now + SMTPSession.quitTimeout
            while conversation.failure == nil, !conversation.hasQuit {
                exchange { _ in deadline - ContinuousClock.now }
            }
        }

        private func sessionError(_ failure: SMTPFailure) -> SMTPSessionError {
            let reply: SMTPReply? =
                switch failure {
                case .closedByServer(let reply), .unexpectedReply(let reply): reply
                case .connectionLost, .timedOut, .malformedReply: nil
                }
            return SMTPSessionError(stage: conversation.stage, reply: reply, message: failure.summary)
        }
    }
}
