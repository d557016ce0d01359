// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// One client of a sink: reads commands and contents as they come, many at a time, and answers what it has read at once.
final class SinkConnection {
    private enum Step {
        case done
        /// What follows has not come yet.
        case needsMore
        case closes
    }

    private static let identityField = Array("\nmessage-id:".utf8)

    private let descriptor: Int32
    private let server: SinkServer
    private let fault: SinkFault
    private let turn: UInt32
    private let log: ReceiptLog

    private var buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 17)
    private var capacity = 1 << 17
    private var start = 0
    private var end = 0
    private var answers: [UInt8] = []

    private var release: UInt32 = 0
    private var recipient: UInt32?
    private var hasSender = false
    /// DATA was taken: content follows up to the lone dot.
    private var isInContent = false
    /// How far the content was searched.
    private var searched = 0
    private var mails = 0

    init(descriptor: Int32, server: SinkServer, fault: SinkFault, turn: UInt32, log: ReceiptLog) {
        self.descriptor = descriptor
        self.server = server
        self.fault = fault
        self.turn = turn
        self.log = log
    }

    deinit { buffer.deallocate() }

    /// Until the client or the fault ends it.
    func serve() {
        if fault == .stall {
            while receive() { (start, end) = (0, 0) }
            return
        }
        answer("220 sink ESMTP")
        guard flush() else { return }
        while receive() {
            var step = Step.done
            while step == .done, start < end { step = isInContent ? content() : command() }
            guard flush(), step != .closes else { return }
        }
    }

    // MARK: Octets

    private func receive() -> Bool {
        if start == end {
            (start, end, searched) = (0, 0, 0)
        } else if capacity - end < 1 << 15 {
            makeRoom()
        }
        while true {
            let count = read(descriptor, buffer + end, capacity - end)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            end += count
            return true
        }
    }

    private func makeRoom() {
        let length = end - start
        if length > capacity / 2 {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            larger.update(from: buffer + start, count: length)
            buffer.deallocate()
            buffer = larger
            capacity *= 2
        } else {
            memmove(buffer, buffer + start, length)
        }
        searched -= start
        (start, end) = (0, length)
    }

    private func answer(_ line: StaticString) {
        answers.append(contentsOf: UnsafeBufferPointer(start: line.utf8Start, count: line.utf8CodeUnitCount))
        answers += [0x0D, 0x0A]
    }

    private func flush() -> Bool {
        guard !answers.isEmpty else { return true }
        defer { answers.removeAll(keepingCapacity: true) }
        return answers.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                guard let base = bytes.baseAddress else { return true }
                let count = write(descriptor, base + written, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
    }

    /// Waits, with everything said that was to be said.
    private func pause(_ milliseconds: Int) -> Bool {
        guard flush() else { return false }
        usleep(UInt32(milliseconds) * 1_000)
        return true
    }

    // MARK: Commands

    private func command() -> Step {
        guard let found = memchr(buffer + start, 0x0A, end - start) else { return .needsMore }
        let line = start
        let length = found.assumingMemoryBound(to: UInt8.self) - (buffer + start) + 1
        guard length >= 6 else {
            start += length
            answer("500 5.5.2 what?")
            return .done
        }
        // The first four letters, in upper case.
        let verb = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(buffer[line + $1] & 0xDF) }
        switch verb {
        case 0x4D41_494C: return mail(line, length)
        case 0x5243_5054: return rcpt(line, length)
        case 0x4441_5441: return data(length)
        case 0x4244_4154: return chunk(line, length)
        default: break
        }
        start += length
        switch verb {
        case 0x4548_4C4F:
            answer("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES")
            if server.offersChunking { answer("250-CHUNKING") }
            answer("250 SIZE 33554432")
        case 0x4845_4C4F: answer("250 sink")
        case 0x5253_4554:
            forget()
            answer("250 2.0.0 forgotten")
        case 0x4E4F_4F50: answer("250 2.0.0 yes")
        case 0x5155_4954:
            answer("221 2.0.0 bye")
            return .closes
        default: answer("500 5.5.2 what?")
        }
        return .done
    }

    private func forget() {
        hasSender = false
        recipient = nil
    }

    private func mail(_ line: Int, _ length: Int) -> Step {
        switch fault {
        case .busy(let count) where mails >= count:
            answer("421 4.7.0 too many mails at once")
            return .closes
        case .reset(let count) where mails >= count:
            guard flush() else { return .closes }
            var hard = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
            return .closes
        default: break
        }
        start += length
        release = number(behind: UInt8(ascii: "-"), line, length) ?? 0
        hasSender = true
        recipient = nil
        answer("250 2.1.0 good")
        return .done
    }

    private func rcpt(_ line: Int, _ length: Int) -> Step {
        start += length
        if case .defer(let milliseconds) = fault {
            guard pause(milliseconds) else { return .closes }
            answer("451 4.3.0 later")
            return .done
        }
        guard hasSender, let found = number(behind: UInt8(ascii: "r"), line + 8, length - 8) else {
            answer("550 5.1.1 nobody")
            return .done
        }
        recipient = found
        answer("250 2.1.5 good")
        return .done
    }

    private func data(_ length: Int) -> Step {
        start += length
        guard recipient != nil else {
            answer("503 5.5.1 for nobody")
            return .done
        }
        isInContent = true
        searched = start
        answer("354 go on")
        return .done
    }

    private func content() -> Step {
        // A line that is a dot alone; each line is looked at once, and again where it had not come whole.
        while let found = memchr(buffer + searched, 0x0A, end - searched) {
            let line = searched
            searched = found.assumingMemoryBound(to: UInt8.self) - buffer + 1
            guard searched - line == 3, buffer[line] == UInt8(ascii: ".") else { continue }
            let stop = searched
            take(start, stop)
            start = stop
            isInContent = false
            return afterMail()
        }
        return .needsMore
    }

    /// `BDAT length LAST`, with all its octets behind it; chunks before the last are not told apart, since nobody sends them.
    private func chunk(_ line: Int, _ length: Int) -> Step {
        guard let octets = number(behind: UInt8(ascii: " "), line, length) else {
            start += length
            answer("501 5.5.4 how many?")
            return .done
        }
        let body = line + length
        guard end - body >= Int(octets) else { return .needsMore }
        start = body + Int(octets)
        guard recipient != nil else {
            answer("503 5.5.1 for nobody")
            return .done
        }
        take(body, start)
        return afterMail()
    }

    private func afterMail() -> Step {
        forget()
        mails += 1
        if case .delay(let milliseconds) = fault, !pause(milliseconds) { return .closes }
        answer("250 2.0.0 taken")
        return .done
    }

    /// Notes a mail.
    private func take(_ from: Int, _ to: Int) {
        guard let recipient else { return }
        log.append(
            Receipt(
                release: release,
                recipient: recipient,
                identity: identity(from, to),
                at: monotonicNanoseconds(),
                turn: turn
            )
        )
        server.note()
    }

    /// FNV-1a over the value of Message-ID; 0 where there is none.
    private func identity(_ from: Int, _ to: Int) -> UInt64 {
        var line = from
        while line < to, let found = memchr(buffer + line, 0x0A, to - line) {
            let next = found.assumingMemoryBound(to: UInt8.self) - buffer
            // The empty line: the fields are over.
            if next - line <= 1 { return 0 }
            if next - line > 11, buffer[line] & 0xDF == UInt8(ascii: "M"), matchesIdentity(line) {
                var hash: UInt64 = 0xCBF2_9CE4_8422_2325
                for position in line + 11..<next { hash = (hash ^ UInt64(buffer[position])) &* 0x100_0000_01B3 }
                return hash
            }
            line = next + 1
        }
        return 0
    }

    private func matchesIdentity(_ line: Int) -> Bool {
        for index in 1..<Self.identityField.count
        where buffer[line + index - 1] | 0x20 != Self.identityField[index] | 0x20 {
            return false
        }
        return true
    }

    /// The number behind the first such octet of a line.
    private func number(behind octet: UInt8, _ line: Int, _ length: Int) -> UInt32? {
        guard let found = memchr(buffer + line, Int32(octet), length) else { return nil }
        var position = found.assumingMemoryBound(to: UInt8.self) - buffer + 1
        var value: UInt32?
        while position < line + length, buffer[position] >= 0x30, buffer[position] <= 0x39 {
            value = (value ?? 0) &* 10 &+ UInt32(buffer[position] - 0x30)
            position += 1
        }
        return value
    }
}
