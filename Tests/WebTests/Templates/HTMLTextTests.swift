// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Testing

@testable import Web

@Suite struct HTMLTextTests {
    @Test(arguments: [
        ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"), ("&amp;", "&amp;amp;"), ("日本語 é", "日本語 é"), ("", ""),
    ])
    func theFiveCharactersAreEscaped(text: String, escaped: String) {
        #expect(HTMLText().escapeText(text) == escaped)
    }

    @Test(arguments: ["<", ">", "\"", "'", "&"], ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{600}", "\u{E0020}"])
    func noNeighbourHidesThem(character: String, neighbour: String) {
        for text in [character + neighbour, neighbour + character, neighbour + character + neighbour] {
            let escaped = HTMLText().escapeText(text)
            #expect(
                !escaped.unicodeScalars.dropFirst(character == "&" ? 2 : 0).contains {
                    "<>\"'".unicodeScalars.contains($0)
                }
            )
            #expect(escaped.utf8.count > text.utf8.count)
        }
    }
}
