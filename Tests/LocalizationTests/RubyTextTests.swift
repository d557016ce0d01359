// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Testing

@Suite
struct RubyTextTests {
    @Test(arguments: ["すぐに{避難|ひなん}して{下|くだ}さい", "すぐに｛避難｜ひなん｝して｛下｜くだ｝さい"])
    func bothFormsOfMarkupAreRead(markup: String) throws {
        let text = try RubyText(parsing: markup)
        #expect(
            text.segments == [
                .plain("すぐに"), .ruby(base: "避難", reading: "ひなん"), .plain("して"), .ruby(base: "下", reading: "くだ"),
                .plain("さい"),
            ]
        )
        #expect(text.plain == "すぐに避難して下さい")
        #expect(text.bracketed == "すぐに避難(ひなん)して下(くだ)さい")
        #expect(text.reading == "すぐにひなんしてください")
        #expect(text.markup == "すぐに｛避難｜ひなん｝して｛下｜くだ｝さい")
    }

    @Test
    func htmlIsRubyWithBracketsForOthers() throws {
        let html = try RubyText(parsing: "a｛避難｜ひなん｝").html
        #expect(html == "a<ruby>避難<rp>(</rp><rt>ひなん</rt><rp>)</rp></ruby>")
    }

    @Test
    func htmlIsEscapedEverywhere() throws {
        let html = try RubyText(parsing: "<b>&\"'｛<｜>｝").html
        #expect(html == "&lt;b&gt;&amp;&quot;&#39;<ruby>&lt;<rp>(</rp><rt>&gt;</rt><rp>)</rp></ruby>")
    }

    @Test(arguments: [
        ("あ{避難|ひなん", RubyError.unclosed(at: 1)), ("｛", .unclosed(at: 0)), ("{避難|ひなん｝", .unclosed(at: 0)),
        ("あ}", .unopened(at: 1)), ("{a|b}い｝", .unopened(at: 6)),
        ("{a{b|c}|d}", .nested(at: 0)), ("い{a|｛b｜c｝}", .nested(at: 1)),
        ("{避難}", .malformed(at: 0)), ("{}", .malformed(at: 0)), ("{a|b|c}", .malformed(at: 0)),
        ("{避難｜ひなん}", .malformed(at: 0)), ("{｜|あ}", .malformed(at: 0)), ("｛あ｜|｝", .malformed(at: 0)),
        ("{|ひなん}", .emptyBase(at: 0)), ("い{避難|}", .emptyReading(at: 1)),
    ])
    func faultsTellTheirPosition(markup: String, expected: RubyError) {
        #expect(throws: expected) { try RubyText(parsing: markup) }
        #expect(expected.description.contains("character \(expected.position + 1)"))
    }

    @Test(arguments: ["", "a|b", "｜", "避難", "(ひなん)", "👨‍👩‍👧\r\n"])
    func textWithoutMarkupIsItself(text: String) throws {
        let parsed = try RubyText(parsing: text)
        #expect(parsed == RubyText(plain: text))
        for shape in [parsed.plain, parsed.bracketed, parsed.reading, parsed.markup] { #expect(shape == text) }
    }

    @Test
    func plainTextKeepsItsBraces() {
        #expect(RubyText(plain: "{a|b}").plain == "{a|b}")
    }

    /// Whatever is parsed reads back from its markup, in either form, and loses no character.
    @Test(arguments: [1, 2, 3])
    func markupReadsBack(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = ["あ", "避", "{", "|", "}", "｛", "｜", "｝", "<", " ", "x"]
        var parsed = 0
        for _ in 0..<3000 {
            let markup = (0..<Int.random(in: 0...8, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            guard let text = try? RubyText(parsing: markup) else { continue }
            parsed += 1
            #expect(try RubyText(parsing: text.markup) == text, "\(markup)")
            let letters = text.segments.map { segment in
                switch segment {
                case .plain(let plain): plain
                case .ruby(let base, let reading): base + reading
                }
            }
            #expect(letters.joined().filter(Self.isLetter) == markup.filter(Self.isLetter))
        }
        #expect(parsed > 100)
    }

    private static func isLetter(_ character: Character) -> Bool {
        !"{|}｛｜｝".contains(character)
    }
}
