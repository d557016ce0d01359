// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What a server offered in its reply to EHLO, RFC 5321 section 4.1.1.1.
public struct SMTPCapabilities: Hashable, Sendable {
    /// Commands may follow each other without waiting, RFC 2920.
    public var pipelining = false
    /// Content may have the eighth bit, RFC 6152.
    public var eightBitMIME = false
    /// Whether `SIZE=` may be said with MAIL, RFC 1870.
    public var offersSize = false
    /// The octets that a message may have; nil for no fixed limit.
    public var maximumSize: Int?
    /// Replies carry the codes of RFC 3463, RFC 2034.
    public var enhancedStatusCodes = false
    /// Content may go in chunks, RFC 3030.
    public var chunking = false

    /// A server that offers nothing, as after HELO.
    public init() {}

    /// Reads the lines after the first of the reply to EHLO; unknown keywords are passed over.
    public init(ehlo reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let words = line.split(separator: " ")
            switch words.first?.uppercased() {
            case "PIPELINING": pipelining = true
            case "8BITMIME": eightBitMIME = true
            case "ENHANCEDSTATUSCODES": enhancedStatusCodes = true
            case "CHUNKING": chunking = true
            case "SIZE":
                offersSize = true
                maximumSize = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            default: continue
            }
        }
    }
}
