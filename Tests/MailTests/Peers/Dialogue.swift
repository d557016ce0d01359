// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

@testable import Mail

/// A conversation with a server whose every word a test says.
struct Dialogue {
    var conversation: SMTPConversation

    init(pipelining: Bool, chunking: Bool = false, window: Int = 8, eightBit: Bool = true, size: Int? = nil) {
        var capabilities = SMTPCapabilities()
        capabilities.pipelining = pipelining
        capabilities.chunking = chunking
        capabilities.eightBitMIME = eightBit
        capabilities.offersSize = size != nil
        capabilities.maximumSize = size
        conversation = SMTPConversation(capabilities: capabilities, window: window)
    }

    mutating func submit(
        _ tag: UInt64,
        _ content: String = "x\r\n",
        eightBit: Bool = false,
        from sender: String = "s@a.jp"
    ) {
        var transaction = SMTPTransaction()
        transaction.tag = tag
        transaction.sender = sender
        transaction.recipient = Sample.address("r\(tag)@b.jp")
        transaction.content = Array(content.utf8)
        transaction.eightBit = eightBit
        conversation.submit(transaction)
    }

    /// What the client has to say now, all of it taken by the wire.
    mutating func said() -> [String] {
        var bytes: [UInt8] = []
        while conversation.hasOutput { bytes += write() }
        var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Has the wire take up to so many octets of what is next to be written.
    mutating func write(upTo limit: Int = .max) -> [UInt8] {
        let bytes = conversation.withUnsent { Array($0.prefix(limit)) }
        conversation.wrote(bytes.count)
        return bytes
    }

    mutating func answer(_ lines: String...) {
        let bytes = Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
        bytes.withUnsafeBytes { conversation.receive($0) }
    }

    mutating func outcomes() -> [String] {
        var texts: [String] = []
        while let (tag, outcome) = conversation.nextCompletion() {
            let text =
                switch outcome {
                case .accepted(let reply): "accepted \(reply.code)"
                case .permanent(let stage, let reply): "permanent \(stage) \(reply.code)"
                case .transient(let stage, let reply): "transient \(stage) \(reply.code)"
                case .notSent: "notSent"
                case .unknown: "unknown"
                }
            texts.append("\(tag) \(text)")
        }
        return texts
    }
}
