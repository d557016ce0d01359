// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Our side of an SMTP conversation after EHLO, as a value without I/O: RFC 5321 section 4.1, RFC 2920, RFC 3030.
///
/// The rule that it keeps: one recipient a transaction, and exactly one outcome each. The first refusal of a transaction
/// is its outcome; replies that follow from it, good ones too, count for nothing. How much goes out without waiting
/// depends on what the server offers (`Flow`):
///
/// - CHUNKING and PIPELINING: up to `window` transactions of MAIL, RCPT and one `BDAT … LAST` with its content. Where it
///   is not known that the server is done with the transaction before, RSET goes in front: after a refusal that
///   transaction may still be open, after a failed BDAT the state is indeterminate (RFC 3030 section 2), and what stands
///   behind is already out. Without RSET the next MAIL may be refused as nested and the next RCPT join a stranger's
///   transaction; to drain and reset comes too late for that, and costs a round trip where RSET costs six octets. It is
///   a check, too, that both sides count alike: a server that takes a refused chunk for commands answers out of turn,
///   and is left where RSET does not get its 250.
/// - PIPELINING alone: the content of one message goes with MAIL, RCPT and DATA of the next, so that a message costs one
///   round trip; one content and one envelope are in flight. A refused transaction is followed by RSET, except where
///   the server took DATA all the same: then a lone dot ends it, and the reply to that counts for nothing.
/// - Neither: each command waits for its reply, and RSET follows a refusal.
///
/// Whoever drives it submits messages while `hasRoom`, writes what is unsent, says how much of it was written, and feeds
/// what is received. When the connection breaks, a message is `.unknown` if its content was written whole, else
/// `.notSent`.
public struct SMTPConversation: Sendable {
    /// The octets of output beyond which there is no room, about what a socket holds.
    static let maximumUnsent = 256 << 10

    private enum Flow {
        case chunks, pipeline, lockstep

        init(_ capabilities: SMTPCapabilities) {
            self = !capabilities.pipelining ? .lockstep : capabilities.chunking ? .chunks : .pipeline
        }
    }

    private enum Step: Sendable {
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
        let tag: UInt64
        /// The first refusal.
        var refusal: SMTPOutcome?
        /// Where the content ends, counted over all that was ever put out; nil until it is.
        var contentEnd: Int?
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

    private let flow: Flow
    private let window: Int
    private var parser = SMTPReplyParser()
    private var writer = SMTPMessageWriter()
    private var output = SMTPOutput()
    private var completions = FIFO<(tag: UInt64, outcome: SMTPOutcome)>()
    /// The replies that are awaited. They come in order, so each is about the oldest flight or about none.
    private var expected = FIFO<Step>()
    private var flights = FIFO<Flight>()
    private var needsReset = false
    private var isLeaving = false

    /// A conversation that begins after the server's reply to EHLO.
    ///
    /// - Parameter window: how many transactions may be in flight with CHUNKING and PIPELINING, at least 1.
    public init(capabilities: SMTPCapabilities, window: Int = 8) {
        precondition(window > 0, "a window of no message was asked for")
        self.capabilities = capabilities
        self.window = window
        flow = Flow(capabilities)
    }

    // MARK: - Messages

    /// Whether another message may be submitted now.
    @inline(__always)  // To call it, all of the value is copied.
    public var hasRoom: Bool {
        guard failure == nil, !isLeaving else { return false }
        switch flow {
        case .chunks: return flights.count < window && output.unwritten < Self.maximumUnsent
        case .pipeline: return flights.last.map { $0.contentEnd != nil } ?? true
        case .lockstep: return expected.isEmpty
        }
    }

    /// The messages without an outcome.
    public var inFlight: Int { flights.count }

    /// Takes a message; call it only while `hasRoom`. What cannot go over this connection is refused at once.
    public mutating func submit(_ transaction: SMTPTransaction) {
        precondition(hasRoom, "a message was submitted while the pipeline had no room")
        if let refusal = writer.prepare(transaction, for: capabilities, inChunk: flow == .chunks) {
            return completions.append((transaction.tag, .permanent(refusal.stage, refusal.reply)))
        }
        flights.append(Flight(tag: transaction.tag))
        if needsReset {
            needsReset = false
            put("RSET\r\n".utf8, expecting: .reset)
            // In lockstep the rest follows when the reply has come.
            guard flow != .lockstep else { return }
        }
        put(writer.mailCommand, expecting: .mail)
        switch flow {
        case .lockstep: break
        case .pipeline:
            put(writer.rcptCommand, expecting: .rcpt)
            put("DATA\r\n".utf8, expecting: .data)
        case .chunks:
            put(writer.rcptCommand, expecting: .rcpt)
            output.append(writer.chunkCommand)
            output.append(transaction.content)
            awaitContent()
            needsReset = true
        }
    }

    /// Takes leave; call it when nothing is in flight.
    public mutating func quit() {
        guard failure == nil, !isLeaving else { return }
        isLeaving = true
        put("QUIT\r\n".utf8, expecting: .quit)
    }

    /// The next message whose outcome is known, in the order in which that became so.
    public mutating func nextCompletion() -> (tag: UInt64, outcome: SMTPOutcome)? {
        completions.popFirst()
    }

    // MARK: - Bytes

    /// Whether there is something to write.
    public var hasOutput: Bool { output.unwritten > 0 }

    /// Hands what is next to be written to `body`: the same octets at the same place until some were written.
    public mutating func withUnsent<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        output.withUnwritten(body)
    }

    /// Notes that the transport has taken the first `count` octets of what it was handed.
    public mutating func wrote(_ count: Int) {
        output.wrote(count)
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
        while let flight = flights.popFirst() {
            let isHandedOver = flight.contentEnd.map { output.written >= $0 } ?? false
            complete(flight, flight.refusal ?? (isHandedOver ? .unknown(failure) : .notSent(failure)))
        }
        expected.removeAll()
    }

    // MARK: - Replies

    private mutating func take(_ reply: SMTPReply) {
        guard let step = expected.popFirst() else {
            return end(reply.code == 421 ? .closedByServer(reply) : .unexpectedReply(reply))
        }
        stage = step.stage
        if reply.code == 421, step != .quit {
            noteRefusal(at: step, reply)
            return end(.closedByServer(reply))
        }
        switch step {
        case .reset: tookReset(reply)
        case .mail, .rcpt: tookEnvelope(reply, at: step)
        case .data: tookData(reply)
        case .content: tookContent(reply)
        case .emptyContent: break
        case .quit: hasQuit = true
        }
    }

    /// Notes a refusal; the first one of a transaction counts, those that follow from it do not.
    private mutating func noteRefusal(at step: Step, _ reply: SMTPReply) {
        guard step != .reset, step != .emptyContent else { return }
        let stage = step.stage
        flights.changeFirst { flight in
            guard flight.refusal == nil else { return }
            flight.refusal = reply.isPermanent ? .permanent(stage, reply) : .transient(stage, reply)
        }
    }

    private mutating func tookReset(_ reply: SMTPReply) {
        guard reply.isPositive else { return end(.unexpectedReply(reply)) }
        if flow == .lockstep { put(writer.mailCommand, expecting: .mail) }
    }

    private mutating func tookEnvelope(_ reply: SMTPReply, at step: Step) {
        guard !reply.isIntermediate else { return end(.unexpectedReply(reply)) }
        if !reply.isPositive { noteRefusal(at: step, reply) }
        guard flow == .lockstep else { return }
        if !reply.isPositive {
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
            noteRefusal(at: .data, reply)
            return closeRefusedEnvelope()
        }
        if let flight = flights.first, let refusal = flight.refusal {
            // The server waits for content that nobody is to get: RFC 2920 section 3.1 has the client end it so.
            complete(flight, refusal)
            _ = flights.popFirst()
            put(".\r\n".utf8, expecting: .emptyContent)
        } else {
            output.take(&writer.stuffedContent)
            awaitContent()
        }
    }

    private mutating func tookContent(_ reply: SMTPReply) {
        guard !reply.isIntermediate else { return end(.unexpectedReply(reply)) }
        if !reply.isPositive { noteRefusal(at: .content, reply) }
        guard let flight = flights.popFirst() else { return }
        complete(flight, flight.refusal ?? .accepted(reply))
        // Where a chunk was taken and nothing stands behind it, the server is known to be done.
        if flow == .chunks { needsReset = flight.refusal != nil || !flights.isEmpty }
    }

    private mutating func closeRefusedEnvelope() {
        if let flight = flights.popFirst(), let refusal = flight.refusal { complete(flight, refusal) }
        needsReset = true
    }

    // MARK: - Bookkeeping

    private mutating func complete(_ flight: Flight, _ outcome: SMTPOutcome) {
        completions.append((flight.tag, outcome))
    }

    private mutating func put(_ bytes: some Collection<UInt8>, expecting step: Step) {
        output.append(bytes)
        expected.append(step)
    }

    /// Notes that the content of the flight that was submitted last is put out.
    private mutating func awaitContent() {
        expected.append(.content)
        let end = output.putOut
        flights.changeLast { $0.contentEnd = end }
    }
}
