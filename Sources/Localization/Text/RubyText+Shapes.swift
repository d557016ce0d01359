// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension RubyText {
    /// The text without its readings.
    public var plain: String {
        joined(plain: { $0 }, ruby: { base, _ in base })
    }

    /// Readings in brackets after the word, for plain text: `避難(ひなん)`.
    public var bracketed: String {
        joined(plain: { $0 }, ruby: { base, reading in "\(base)(\(reading))" })
    }

    /// Readings instead of the words, for speech.
    public var reading: String {
        joined(plain: { $0 }, ruby: { _, reading in reading })
    }

    /// Readings over the words as HTML, escaped for content and for attributes; brackets for what shows no ruby.
    public var html: String {
        joined(
            plain: { $0.htmlEscaped },
            ruby: { base, reading in
                "<ruby>\(base.htmlEscaped)<rp>(</rp><rt>\(reading.htmlEscaped)</rt><rp>)</rp></ruby>"
            }
        )
    }

    /// The markup again, in the full-width form that phrases use.
    public var markup: String {
        joined(plain: { $0 }, ruby: { base, reading in "｛\(base)｜\(reading)｝" })
    }

    private func joined(plain: (String) -> String, ruby: (String, String) -> String) -> String {
        segments.map { segment in
            switch segment {
            case .plain(let text): plain(text)
            case .ruby(let base, let reading): ruby(base, reading)
            }
        }
        .joined()
    }
}
