// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Our side of an SMTP conversation after EHLO, as a value without I/O: RFC 5321 section 4.1, RFC 2920 section 3.1.
///
/// The rule that it keeps: one recipient a transaction, exactly MAIL, RCPT and DATA for each, and exactly one outcome.
/// With PIPELINING the content of one message and MAIL, RCPT and DATA of the next go out together, so that a message
/// costs one round trip; at most two are in flight, one whose content is with the server and one whose envelope is.
/// Without it each command waits for its reply. A refused transaction is followed by RSET, except where the server
/// took DATA all the same: then a lone dot ends it, and the reply to that counts for nothing.
///
/// Whoever drives it submits messages while `hasRoom`, writes `unsent`, says how much of it was written, and feeds what
/// is received. When the connection breaks, a message is `.unknown` if its content was written whole, else `.notSent`.
public struct SMTPConversation: Sendable {
    enum Step: Sendable {
        case reset, mail, rcpt, data, content, emptyContent, quit

        var stage: SMTPStage {
            switch self {
            case .reset, .mail: .mail
            case .rcpt: .rcpt
            case .data: .data
            case .content, .emptyContent, .quit: .content
            }
        }
    }

    private struct Flight {
        var tag: UInt64
        var refusal: SMTPOutcome?
        /// Where the content ends, counted over all that was ever put out.
        var contentEnd = 0
    }

    /// What the server offered.
    public let capabilities: SMTPCapabilities
    /// Why the conversation is over; nil while it goes on.
    public private(set) var failure: SMTPFailure?
    /// The step whose reply came last, and once the conversation is over, the step at which it ended.
    public private(set) var stage = SMTPStage.mail
    /// Whether the server has answered QUIT.
    public private(set) var hasQuit = false
    /// The replies that have come, to tell progress by.
    public private(set) var replyCount = 0

    private var parser = SMTPReplyParser()
    private var expected: [Step] = []
    private var envelope: Flight?
    private var delivered: Flight?
    private var completions: [(UInt64, SMTPOutcome)] = []
    private var needsReset = false

    private var output: [UInt8] = []
    private var outputStart = 0
    private var putOut = 0
    private var written = 0

    private var writer = SMTPMessageWriter()

    /// A conversation that begins after the server's reply to EHLO.
    public init(capabilities: SMTPCapabilities) {
        self.capabilities = capabilities
    }

    // MARK: - Messages

    /// Whether another message may be submitted now.
    public var hasRoom: Bool {
        guard failure == nil, envelope == nil, expected.last != .quit, !hasQuit else { return false }
        return capabilities.pipelining || expected.isEmpty
    }

    /// The messages without an outcome.
    public var inFlight: Int {
        (envelope == nil ? 0 : 1) + (delivered == nil ? 0 : 1)
    }

    /// Takes a message; call it only while `hasRoom`. What cannot go over this connection is refused at once.
    public mutating func submit(_ transaction: SMTPTransaction) {
        precondition(hasRoom, "a message was submitted while the pipeline had no room")
        let tag = transaction.tag
        if let refusal = writer.prepare(transaction, for: capabilities) {
            completions.append((tag, .permanent(refusal.stage, refusal.reply)))
            return
        }
        envelope = Flight(tag: tag)
        if needsReset {
            needsReset = false
            put("RSET\r\n".utf8, expecting: .reset)
            // Without PIPELINING the rest follows when the reply has come.
            guard capabilities.pipelining else { return }
        }
        put(writer.mailCommand, expecting: .mail)
        guard capabilities.pipelining else { return }
        put(writer.rcptCommand, expecting: .rcpt)
        put("DATA\r\n".utf8, expecting: .data)
    }

    /// Takes leave; call it when nothing is in flight.
    public mutating func quit() {
        guard failure == nil, expected.last != .quit else { return }
        put("QUIT\r\n".utf8, expecting: .quit)
    }

    /// The next message whose outcome is known, in the order in which that became so.
    public mutating func nextCompletion() -> (tag: UInt64, outcome: SMTPOutcome)? {
        completions.isEmpty ? nil : completions.removeFirst()
    }

    // MARK: - Bytes

    /// Whether there is something to write.
    public var hasOutput: Bool { outputStart < output.count }

    /// Hands what is to be written to `body`.
    public func withUnsent<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        output.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[outputStart...])) }
    }

    /// Notes that the transport has taken the first `count` octets of what was to be written.
    public mutating func wrote(_ count: Int) {
        outputStart += count
        written += count
        if outputStart == output.count {
            output.removeAll(keepingCapacity: true)
            outputStart = 0
        }
    }

    /// The step whose reply is awaited, for the time limit; nil when none is.
    public var awaitedStage: SMTPStage? { expected.first?.stage }

    /// Takes what the server sent.
    public mutating func receive(_ bytes: UnsafeRawBufferPointer) {
        parser.append(bytes)
        do throws(SMTPReplyError) {
            while failure == nil, let reply = try parser.next() {
                replyCount += 1
                take(reply)
            }
        } catch {
            end(.malformedReply(error))
        }
    }

    /// Ends the conversation: the connection is gone, or given up.
    public mutating func end(_ failure: SMTPFailure) {
        guard self.failure == nil else { return }
        self.failure = failure
        switch failure {
        case .closedByServer, .unexpectedReply: break
        case .connectionLost, .timedOut, .malformedReply: stage = awaitedStage ?? stage
        }
        if let flight = delivered {
            complete(flight, written >= flight.contentEnd ? .unknown(failure) : .notSent(failure))
            delivered = nil
        }
        if let flight = envelope {
            complete(flight, flight.refusal ?? .notSent(failure))
            envelope = nil
        }
        expected.removeAll()
    }

    // MARK: - Replies

    private mutating func take(_ reply: SMTPReply) {
        guard let step = expected.first else {
            return end(reply.code == 421 ? .closedByServer(reply) : .unexpectedReply(reply))
        }
        expected.removeFirst()
        stage = step.stage
        if reply.code == 421, step != .quit {
            refuse(at: step, with: reply)
            return end(.closedByServer(reply))
        }
        switch step {
        case .reset: tookReset(reply)
        case .mail: tookEnvelope(reply, at: step)
        case .rcpt: tookEnvelope(reply, at: step)
        case .data: tookData(reply)
        case .content: tookContent(reply)
        case .emptyContent: break
        case .quit: hasQuit = true
        }
    }

    /// Notes a refusal; the first one of a transaction counts, those that follow from it do not.
    private mutating func refuse(at step: Step, with reply: SMTPReply) {
        guard step != .reset, step != .emptyContent, step != .quit else { return }
        let stage = step.stage
        let refusal: SMTPOutcome = reply.isPermanent ? .permanent(stage, reply) : .transient(stage, reply)
        if step == .content {
            if let flight = delivered { complete(flight, refusal) }
            delivered = nil
        } else if envelope?.refusal == nil {
            envelope?.refusal = refusal
        }
    }

    private mutating func tookReset(_ reply: SMTPReply) {
        guard reply.isPositive else { return end(.unexpectedReply(reply)) }
        if !capabilities.pipelining { put(writer.mailCommand, expecting: .mail) }
    }

    private mutating func tookEnvelope(_ reply: SMTPReply, at step: Step) {
        guard !reply.isIntermediate else { return end(.unexpectedReply(reply)) }
        if !reply.isPositive { refuse(at: step, with: reply) }
        guard !capabilities.pipelining else { return }
        if envelope?.refusal != nil {
            closeRefusedEnvelope()
        } else if step == .mail {
            put(writer.rcptCommand, expecting: .rcpt)
        } else {
            put("DATA\r\n".utf8, expecting: .data)
        }
    }

    private mutating func tookData(_ reply: SMTPReply) {
        guard !reply.isPositive else { return end(.unexpectedReply(reply)) }
        guard reply.isIntermediate else {
            refuse(at: .data, with: reply)
            return closeRefusedEnvelope()
        }
        guard var flight = envelope else { return }
        envelope = nil
        if let refusal = flight.refusal {
            // The server waits for content that nobody is to get: RFC 2920 section 3.1 has the client end it so.
            complete(flight, refusal)
            put(".\r\n".utf8, expecting: .emptyContent)
        } else {
            put(writer.content, expecting: .content)
            flight.contentEnd = putOut
            delivered = flight
        }
    }

    private mutating func tookContent(_ reply: SMTPReply) {
        guard !reply.isIntermediate else { return end(.unexpectedReply(reply)) }
        guard reply.isPositive else { return refuse(at: .content, with: reply) }
        if let flight = delivered { complete(flight, .accepted(reply)) }
        delivered = nil
    }

    private mutating func closeRefusedEnvelope() {
        if let flight = envelope, let refusal = flight.refusal { complete(flight, refusal) }
        envelope = nil
        needsReset = true
    }

    private mutating func complete(_ flight: Flight, _ outcome: SMTPOutcome) {
        completions.append((flight.tag, outcome))
    }

    private mutating func put(_ bytes: some Collection<UInt8>, expecting step: Step) {
        output.append(contentsOf: bytes)
        putOut += bytes.count
        expected.append(step)
    }
}
