// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Writes text as HTML whose source lines stay well below what mail may carry (998 octets, RFC 5321 section 4.5.3.1.6).
struct HTMLLine {
    /// After so many octets the line is broken at the next chance; the longest piece written at once is far below 400.
    static let soft = 400
    /// After so many it is broken anywhere, even inside a word.
    static let hard = 600

    private(set) var written = ""
    private var octets = 0

    /// Escaped text; readings as ruby only if asked for.
    static func text(_ text: RubyText, ruby: Bool) -> String {
        var line = HTMLLine()
        for segment in text.segments {
            switch segment {
            case .plain(let plain): line.append(plain: plain)
            case .ruby(let base, let reading):
                if ruby {
                    // A line feed inside a tag is no space to the reader.
                    line.append("<ruby\(line.isFull ? "\n" : "")>\(base.htmlEscaped)")
                    line.append("<rp>(</rp><rt>\(reading.htmlEscaped)</rt><rp>)</rp></ruby>")
                } else {
                    line.append(plain: base)
                }
            }
        }
        return line.written
    }

    private var isFull: Bool { octets >= Self.soft }

    private mutating func append(plain: String) {
        for character in plain {
            if isFull, character == " " {
                append("\n")
                continue
            }
            if octets >= Self.hard { append("<wbr\n/>") }
            append(String(character).htmlEscaped)
        }
    }

    private mutating func append(_ piece: String) {
        written += piece
        let lastLine = piece.utf8.lastIndex(of: 0x0A).map { piece.utf8[piece.utf8.index(after: $0)...] }
        octets = lastLine?.count ?? octets + piece.utf8.count
    }
}
