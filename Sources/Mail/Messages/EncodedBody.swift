// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A body on the wire with the recipient's link left open: what is fixed is encoded once, the link for each message.
struct EncodedBody: Sendable {
    /// What `Content-Transfer-Encoding` says.
    enum TransferEncoding: String {
        case sevenBit = "7bit"
        case eightBit = "8bit"
        case base64 = "base64"
    }

    private enum Segment {
        /// Bytes as they are; in a base64 body, ready for each number of octets that the hole before may borrow.
        case plain([UInt8])
        case base64(Base64Segment)
        case hole
    }

    let encoding: TransferEncoding
    private let segments: [Segment]
    private let escapesURL: Bool

    /// - Parameters:
    ///   - pieces: the body cut at its holes, lines ended by CRLF.
    ///   - escapesURL: whether the link is written for HTML.
    init(pieces: [[UInt8]], encoding: BodyEncoding, escapesURL: Bool) {
        self.escapesURL = escapesURL
        self.encoding =
            switch encoding {
            case .eightBit where Self.hasShortLines(pieces):
                pieces.allSatisfy { $0.allSatisfy { $0 < 0x80 } } ? .sevenBit : .eightBit
            case .eightBit, .base64: .base64
            }
        var segments: [Segment] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { segments.append(.hole) }
            segments.append(self.encoding == .base64 ? .base64(Base64Segment(piece)) : .plain(piece))
        }
        self.segments = segments
    }

    private init(_ segments: [Segment], like other: EncodedBody) {
        self.segments = segments
        encoding = other.encoding
        escapesURL = other.escapesURL
    }

    /// A copy that shares no storage with this one.
    func detached() -> EncodedBody {
        let segments = segments.map { segment -> Segment in
            switch segment {
            case .plain(let bytes): .plain(bytes.detached())
            case .base64(let segment): .base64(segment.detached())
            case .hole: .hole
            }
        }
        return EncodedBody(segments, like: self)
    }

    /// Appends the body as it is for this recipient.
    func append(to buffer: inout [UInt8], for recipient: MessageTemplate.Recipient) {
        let url = escapesURL ? recipient.escapedURL : recipient.unsubscribeURL
        var carried: [UInt8] = []
        for segment in segments {
            switch segment {
            case .plain(let bytes): buffer.append(contentsOf: bytes)
            case .hole where encoding == .base64: carried.append(contentsOf: url.utf8)
            case .hole: buffer.append(contentsOf: url.utf8)
            case .base64(let segment): segment.append(to: &buffer, after: &carried)
            }
        }
        carried.withUnsafeBufferPointer { Base64.appendLines($0, to: &buffer) }
    }

    /// Whether every line keeps to 998 octets (RFC 5322 section 2.1.1) with the longest link in each of its holes.
    private static func hasShortLines(_ pieces: [[UInt8]]) -> Bool {
        var length = 0
        for (index, piece) in pieces.enumerated() {
            if index > 0 { length += MessageTemplate.Recipient.maximumURLLength }
            for byte in piece {
                if byte == UInt8(ascii: "\n") {
                    // The CR has been counted.
                    guard length <= 999 else { return false }
                    length = 0
                } else {
                    length += 1
                }
            }
        }
        return length <= 998
    }
}
