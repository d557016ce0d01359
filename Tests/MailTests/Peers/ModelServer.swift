// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A server with CHUNKING and PIPELINING as a value: strict about the order of commands, and as moody as it is told.
///
/// A refused transaction stays open until RSET, which no RFC forbids: MAIL is then nested, and a good RCPT would join it.
struct ModelServer {
    struct Mail: Hashable {
        var sender: String
        var recipients: [String]
        var content: [UInt8]
    }

    /// How often, of a hundred times, it does so.
    struct Moods {
        var refusesCommand = 0
        var refusesContent = 0
        /// Says 250 to a chunk that it throws away.
        var praisesRefusedChunk = 0
        /// 421 instead of the reply.
        var closes = 0
        /// Takes the message, and is gone without a word.
        var vanishes = 0
    }

    private enum Transaction {
        case none
        case open(sender: String, recipients: [String])
        /// After a failed BDAT: nothing but RSET.
        case broken
    }

    private(set) var accepted: [Mail] = []
    private(set) var isClosed = false
    private let moods: Moods
    private var generator: SeededGenerator
    private var input: [UInt8] = []
    private var chunk: Int?
    private var transaction = Transaction.none
    private var output = ""

    init(_ moods: Moods, seed: UInt64) {
        self.moods = moods
        generator = SeededGenerator(seed: seed)
    }

    /// Takes octets, and gives what it says to them.
    mutating func receive(_ bytes: [UInt8]) -> [UInt8] {
        input += bytes
        output = ""
        while !isClosed, step() {}
        return Array(output.utf8)
    }

    private mutating func step() -> Bool {
        if let count = chunk {
            guard input.count >= count else { return false }
            chunk = nil
            takeContent(Array(input.prefix(count)))
            input.removeFirst(count)
            return true
        }
        guard let end = input.firstIndex(of: 0x0A) else { return false }
        let line = String(decoding: input[..<end], as: UTF8.self).trimmingCharacters(in: .newlines)
        input.removeSubrange(...end)
        take(line)
        return true
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    private mutating func say(_ text: String) {
        if chance(moods.closes) {
            output += "421 4.3.2 closing\r\n"
            isClosed = true
        } else {
            if chance(10) { output += text.prefix(3) + "-more\r\n" }
            output += text + "\r\n"
        }
    }

    private mutating func refusal() -> String {
        chance(50) ? "550 5.7.1 no" : "450 4.2.1 later"
    }

    private mutating func take(_ line: String) {
        let address = line.components(separatedBy: CharacterSet(charactersIn: "<>")).dropFirst().first ?? ""
        switch (line.prefix(4), transaction) {
        case ("RSET", _):
            transaction = .none
            say("250 2.0.0 reset")
        case ("MAIL", .none):
            if chance(moods.refusesCommand) { return say(refusal()) }
            transaction = .open(sender: address, recipients: [])
            say("250 2.1.0 ok")
        case ("RCPT", .open(let sender, let recipients)):
            if chance(moods.refusesCommand) { return say(refusal()) }
            transaction = .open(sender: sender, recipients: recipients + [address])
            say("250 2.1.5 ok")
        case ("BDAT", _):
            chunk = Int(line.split(separator: " ").dropFirst().first ?? "")
            if chunk == nil { say("501 5.5.4 how long?") }
        default:
            say("503 5.5.1 not now")
        }
    }

    private mutating func takeContent(_ content: [UInt8]) {
        guard case .open(let sender, let recipients) = transaction, !recipients.isEmpty else {
            return say(chance(moods.praisesRefusedChunk) ? "250 2.0.0 thrown away" : "554 5.5.1 no valid recipients")
        }
        if chance(moods.refusesContent) {
            transaction = .broken
            return say(refusal())
        }
        // What it says must be known before it takes the message: 421 means that it did not.
        let spoken = output
        say("250 2.0.0 kept")
        guard !isClosed else { return }
        accepted.append(Mail(sender: sender, recipients: recipients, content: content))
        transaction = .none
        if chance(moods.vanishes) {
            output = spoken
            isClosed = true
        }
    }
}
