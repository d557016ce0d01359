// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What a server said to one command: RFC 5321 section 4.2.
public struct SMTPReply: Hashable, Sendable {
    /// The three digits, 200 to 599.
    public let code: Int
    /// The enhanced status code of the first line, if it has one.
    public let enhancedCode: EnhancedStatusCode?
    /// Whether it was made here, for a message that no server was asked about.
    public let isLocal: Bool
    /// The lines without their codes, parted by LF.
    let bytes: [UInt8]

    init(code: Int, bytes: [UInt8], isLocal: Bool = false) {
        self.code = code
        self.bytes = bytes
        self.isLocal = isLocal
        enhancedCode = EnhancedStatusCode(beginning: bytes[...])
    }

    /// A reply for a message that cannot be sent on this connection whatever the recipient.
    static func local(_ code: Int, _ text: String) -> SMTPReply {
        SMTPReply(code: code, bytes: Array(text.utf8), isLocal: true)
    }

    /// Whether the command was done (2yz).
    public var isPositive: Bool { code / 100 == 2 }
    /// Whether the server waits for more, as after DATA (3yz).
    public var isIntermediate: Bool { code / 100 == 3 }
    /// Whether the same may be tried later (4yz).
    public var isTransient: Bool { code / 100 == 4 }
    /// Whether it is no use to try the same again (5yz).
    public var isPermanent: Bool { code / 100 == 5 }

    /// The lines as the server wrote them, control characters made visible.
    ///
    /// They may repeat the recipient's address: for deciding, not for logs; `description` is for logs.
    public var lines: [String] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(String.UnicodeScalarView(String(decoding: line, as: UTF8.self).unicodeScalars.map(Self.visible)))
        }
    }

    /// The lines in one, with the same care.
    public var text: String { lines.joined(separator: " ") }

    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: "\u{FFFD}"
        default: scalar
        }
    }
}

extension SMTPReply: CustomStringConvertible {
    /// The code and at most 200 characters of the text, any address in it hidden.
    public var description: String {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            // Servers in Japan also write addresses with a full-width or an encoded at sign. Delivery hides them too in what
            // any transport tells it, for which it may not ask this module.
            let isAddress = word.contains { "@＠﹫".contains($0) } || word.contains("%40") || word.contains("+40")
            return isAddress ? "<…>" : String(word)
        }
        // Cut only now: half an address is no longer seen to be one.
        return "\(code) \(words.joined(separator: " ").prefix(200))"
    }
}
