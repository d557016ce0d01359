// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A body as people write it, made ready for the wire.
enum BodyText {
    /// The text cut at the holes for the recipient's link, every line ended by CRLF.
    static func pieces(_ text: String) throws(MessageError) -> [[UInt8]] {
        let bytes = try withLineEnds(text)
        let hole = Array(MessageTemplate.unsubscribeHole.utf8)
        var pieces: [[UInt8]] = []
        var start = 0
        var index = 0
        while index + hole.count <= bytes.count {
            if bytes[index] == hole[0], bytes[index..<(index + hole.count)].elementsEqual(hole) {
                pieces.append(Array(bytes[start..<index]))
                index += hole.count
                start = index
            } else {
                index += 1
            }
        }
        pieces.append(Array(bytes[start...]))
        return pieces
    }

    /// CR LF, CR and LF alike become CR LF, and the last line has its end.
    private static func withLineEnds(_ text: String) throws(MessageError) -> [UInt8] {
        let carriageReturn = UInt8(ascii: "\r")
        let lineFeed = UInt8(ascii: "\n")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 64)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0: throw .nulInBody
            case lineFeed where previous == carriageReturn: break
            case lineFeed, carriageReturn: bytes += [carriageReturn, lineFeed]
            default: bytes.append(byte)
            }
            previous = byte
        }
        if bytes.last != lineFeed { bytes += [carriageReturn, lineFeed] }
        return bytes
    }
}
