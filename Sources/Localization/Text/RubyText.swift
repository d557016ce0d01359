// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Japanese text with readings over some of its words.
///
/// Markup is `｛避難｜ひなん｝`, with the full-width brace and bar (U+FF5B, U+FF5C, U+FF5D). Phrases are written so
/// because ICU MessageFormat reads ASCII braces as arguments and takes these for plain text. The ASCII form
/// `{避難|ひなん}` is read too, for text that officers type; the two are not mixed inside one markup. Braces of
/// either kind have no other use in such text.
public struct RubyText: Hashable, Sendable {
    /// A piece of the text.
    public enum Segment: Hashable, Sendable {
        /// Text without a reading.
        case plain(String)
        /// A word and how it is read; neither is empty.
        case ruby(base: String, reading: String)
    }

    /// The pieces in order; no two plain ones are neighbours, and none is empty.
    public let segments: [Segment]

    /// Reads markup; a fault is told with its position.
    public init(parsing text: String) throws(RubyError) {
        var segments: [Segment] = []
        var plain = ""
        var open: (at: Int, marks: Marks)?
        var base: String?
        for (position, character) in text.enumerated() {
            if let marks = Marks.opening(character) {
                if let open { throw .nested(at: open.at) }
                if !plain.isEmpty { segments.append(.plain(plain)) }
                (open, plain, base) = ((position, marks), "", nil)
            } else if let (at, marks) = open {
                switch character {
                case marks.bar:
                    guard base == nil else { throw .malformed(at: at) }
                    guard !plain.isEmpty else { throw .emptyBase(at: at) }
                    (base, plain) = (plain, "")
                case marks.close:
                    guard let word = base else { throw .malformed(at: at) }
                    guard !plain.isEmpty else { throw .emptyReading(at: at) }
                    segments.append(.ruby(base: word, reading: plain))
                    (open, plain, base) = (nil, "", nil)
                case Marks.ascii.close, Marks.fullWidth.close:
                    throw .unclosed(at: at)
                case Marks.ascii.bar, Marks.fullWidth.bar:
                    throw .malformed(at: at)
                default:
                    plain.append(character)
                }
            } else if character == Marks.ascii.close || character == Marks.fullWidth.close {
                throw .unopened(at: position)
            } else {
                plain.append(character)
            }
        }
        if let open { throw .unclosed(at: open.at) }
        if !plain.isEmpty { segments.append(.plain(plain)) }
        self.segments = segments
    }

    /// Takes text without readings, braces and all.
    public init(plain text: String) {
        segments = text.isEmpty ? [] : [.plain(text)]
    }

    /// Reads the markup of a phrase before ICU does: ASCII braces are ICU's there and stand aside.
    init(pattern: String) throws(RubyError) {
        try self.init(parsing: String(pattern.map { $0 == "{" ? "(" : $0 == "}" ? ")" : $0 }))
    }

    private struct Marks {
        let open: Character
        let bar: Character
        let close: Character

        static let ascii = Marks(open: "{", bar: "|", close: "}")
        static let fullWidth = Marks(open: "｛", bar: "｜", close: "｝")

        static func opening(_ character: Character) -> Marks? {
            switch character {
            case ascii.open: ascii
            case fullWidth.open: fullWidth
            default: nil
            }
        }
    }
}
