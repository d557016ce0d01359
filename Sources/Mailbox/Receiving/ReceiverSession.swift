// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Glibc

/// The server's side of one SMTP session as a value without I/O: RFC 5321, with PIPELINING, 8BITMIME and SIZE.
///
/// It is strict so that a sender's fault shows: lines end in CRLF and nothing else, no line of content exceeds 998
/// octets, commands come in their order.
struct ReceiverSession {
    /// What is to be done, in this order.
    enum Action: Equatable {
        case reply(String)
        case delayedReply(String, milliseconds: Int)
        case store(ReceivedEnvelope, content: [UInt8], commandCount: Int)
        case close
    }

    static let maximumCommandLength = 1_024
    static let maximumContentLength = 1 << 20
    static let maximumRecipients = 100
    static let maximumErrors = 20

    private enum Mode {
        case commands
        case content
        case closed
    }

    private let hostName: String
    private let faults: MailboxFaults?
    private var mode = Mode.commands
    private var hasGreeted = false
    private var buffer: [UInt8] = []
    /// How far the buffer has been searched for the end of the content.
    private var searched = 0
    private var isOversized = false
    private var envelope = ReceivedEnvelope()
    private var hasSender = false
    private var commandCount = 0
    private var errorCount = 0
    private var actions: [Action] = []

    init(hostName: String, faults: MailboxFaults?) {
        self.hostName = hostName
        self.faults = faults
    }

    /// The greeting.
    mutating func begin() -> [Action] {
        answer(.greeting, "220 \(hostName) ESMTP Shirase local mailbox")
        return takeActions()
    }

    /// Takes what was received.
    mutating func receive(_ bytes: UnsafeRawBufferPointer) -> [Action] {
        guard mode != .closed else { return [] }
        buffer.append(contentsOf: bytes)
        var start = 0
        while mode != .closed, let next = mode == .content ? takeContent(from: start) : takeCommand(from: start) {
            start = next
        }
        buffer.removeSubrange(..<start)
        searched = max(0, searched - start)
        if mode == .content { dropOversizedContent() }
        if mode == .commands, buffer.count > Self.maximumCommandLength {
            say("500 5.5.2 line too long")
            close()
        }
        return takeActions()
    }

    // MARK: - Commands

    private mutating func takeCommand(from start: Int) -> Int? {
        guard let end = find("\n", from: start, to: buffer.count) else { return nil }
        let line = buffer[start..<end]
        guard line.last == UInt8(ascii: "\r"), !line.dropLast().contains(where: { $0 < 0x20 || $0 >= 0x7F }) else {
            fail("500 5.5.2 a line of ASCII ended by CRLF is wanted")
            return end + 1
        }
        guard line.count < Self.maximumCommandLength else {
            fail("500 5.5.2 line too long")
            return end + 1
        }
        commandCount += 1
        obey(String(decoding: line.dropLast(), as: UTF8.self))
        searched = end + 1
        return end + 1
    }

    private mutating func obey(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let argument = words.count > 1 ? String(words[1]) : ""
        switch words[0].uppercased() {
        case "EHLO": greet(argument, isExtended: true)
        case "HELO": greet(argument, isExtended: false)
        case "MAIL": startMail(argument)
        case "RCPT": addRecipient(argument)
        case "DATA": startContent(argument)
        case "RSET":
            answer(.reset, "250 2.0.0 flushed") { $0.clear() }
        case "NOOP": say("250 2.0.0 ok")
        case "VRFY": say("252 2.1.5 send a mail and see")
        case "QUIT":
            say("221 2.0.0 goodbye")
            close()
        default: fail("500 5.5.1 no such command")
        }
    }

    private mutating func greet(_ name: String, isExtended: Bool) {
        guard !name.isEmpty else { return fail("501 5.5.4 a name is wanted") }
        let extended = [
            "250-\(hostName)", "250-PIPELINING", "250-SIZE \(Self.maximumContentLength)", "250-8BITMIME",
            "250 ENHANCEDSTATUSCODES",
        ]
        answer(.ehlo, isExtended ? extended.joined(separator: "\r\n") : "250 \(hostName)") { session in
            session.clear()
            session.hasGreeted = true
            session.commandCount = 0
        }
    }

    private mutating func startMail(_ argument: String) {
        guard hasGreeted else { return fail("503 5.5.1 EHLO first") }
        guard !hasSender else { return fail("503 5.5.1 a mail has been begun already") }
        guard let (path, parameters) = EnvelopePath.read(argument, after: "FROM:"),
            path.isEmpty || EnvelopePath.isMailbox(path)
        else {
            return fail("501 5.1.7 MAIL FROM:<address> is wanted")
        }
        for parameter in parameters {
            let parts = parameter.uppercased().split(separator: "=", maxSplits: 1)
            switch parts.first {
            case "SIZE":
                guard parts.count == 2, let size = Int(parts[1]), size >= 0 else { return fail("501 5.5.4 bad SIZE") }
                guard size <= Self.maximumContentLength else { return fail("552 5.3.4 too large") }
            case "BODY":
                guard parts.count == 2, ["7BIT", "8BITMIME"].contains(parts[1]) else {
                    return fail("501 5.5.4 bad BODY")
                }
            default: return fail("555 5.5.4 no such parameter")
            }
        }
        envelope.from = path
        answer(.mail, "250 2.1.0 sender ok") { $0.hasSender = true }
        if !hasSender { envelope.from = "" }
    }

    private mutating func addRecipient(_ argument: String) {
        guard hasSender else { return fail("503 5.5.1 MAIL first") }
        guard let (path, parameters) = EnvelopePath.read(argument, after: "TO:"), parameters.isEmpty,
            EnvelopePath.isMailbox(path)
        else {
            return fail("501 5.1.3 RCPT TO:<address> is wanted")
        }
        guard envelope.to.count < Self.maximumRecipients else { return fail("452 4.5.3 too many recipients") }
        envelope.to.append(path)
        var isTaken = false
        answer(.rcpt, "250 2.1.5 recipient ok") { _ in isTaken = true }
        if !isTaken { envelope.to.removeLast() }
    }

    private mutating func startContent(_ argument: String) {
        guard argument.isEmpty else { return fail("501 5.5.4 DATA has no parameters") }
        guard hasSender else { return fail("503 5.5.1 MAIL first") }
        guard !envelope.to.isEmpty else { return fail("554 5.5.1 no valid recipients") }
        answer(.data, "354 end with a dot on a line of its own") { session in
            session.mode = .content
            session.isOversized = false
        }
    }

    // MARK: - Content

    private mutating func takeContent(from start: Int) -> Int? {
        let end: Int
        if buffer[start...].starts(with: ".\r\n".utf8), !isOversized {
            end = start
        } else if let found = findEnd(from: max(start, searched - 4)) {
            end = found + 2
        } else {
            searched = buffer.count
            return nil
        }
        finish(isOversized ? [] : Array(buffer[start..<end]))
        searched = end + 3
        return end + 3
    }

    private mutating func finish(_ stuffed: [UInt8]) {
        mode = .commands
        let refusal =
            isOversized || stuffed.count > Self.maximumContentLength
            ? "552 5.3.4 too large" : ContentCheck.fault(in: stuffed)
        defer { clear() }
        if let refusal { return fail(refusal) }
        answer(.content, "250 2.0.0 kept") { session in
            let content = ContentCheck.unstuffed(stuffed)
            session.actions.append(
                .store(session.envelope, content: content, commandCount: session.commandCount)
            )
        }
    }

    /// Keeps no more of a content that is too large than is needed to see its end.
    private mutating func dropOversizedContent() {
        guard isOversized || buffer.count > Self.maximumContentLength + 5 else { return }
        isOversized = true
        buffer.removeFirst(max(0, buffer.count - 4))
        searched = buffer.count
    }

    private func find(_ character: Unicode.Scalar, from: Int, to: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard from < to, let base = bytes.baseAddress else { return nil }
            guard let found = memchr(base + from, Int32(character.value), to - from) else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Where the line end before the lone dot is.
    private func findEnd(from: Int) -> Int? {
        var search = from
        while let dot = find(".", from: search, to: buffer.count) {
            search = dot + 1
            guard dot >= from + 2, dot + 2 < buffer.count else { continue }
            if buffer[dot - 2] == 0x0D, buffer[dot - 1] == 0x0A, buffer[dot + 1] == 0x0D, buffer[dot + 2] == 0x0A {
                return dot - 2
            }
        }
        return nil
    }

    // MARK: - Answers

    private mutating func clear() {
        envelope = ReceivedEnvelope()
        hasSender = false
        commandCount = 0
    }

    private mutating func say(_ text: String) {
        actions.append(.reply(text))
    }

    private mutating func fail(_ text: String) {
        say(text)
        errorCount += 1
        if errorCount >= Self.maximumErrors {
            say("421 4.7.0 too many errors")
            close()
        }
    }

    private mutating func close() {
        mode = .closed
        actions.append(.close)
    }

    /// Does what is due at a stage and says so, unless a fault is wanted there.
    private mutating func answer(_ stage: MailboxStage, _ text: String, _ duty: (inout Self) -> Void = { _ in }) {
        switch faults?(stage, envelope) {
        case nil:
            duty(&self)
            say(text)
        case .reply(let other): say(other)
        case .replyAndClose(let other):
            say(other)
            close()
        case .drop: close()
        case .acceptAndDrop:
            duty(&self)
            close()
        case .delay(let milliseconds):
            duty(&self)
            actions.append(.delayedReply(text, milliseconds: milliseconds))
        }
    }

    private mutating func takeActions() -> [Action] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }
}
