// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Testing

@testable import Gazetteer

@Suite struct CheckTests {
    @Test(arguments: [
        ("a@example.jp", true), ("first.last_x-1@mail.example.jp", true), ("a@b", false), ("@example.jp", false),
        ("a@", false), ("a", false), ("a@@example.jp", false), ("a..b@example.jp", false), (".a@example.jp", false),
        ("a b@example.jp", false), ("a@example.jp\n", false), ("あ@example.jp", false), ("a@Example.jp", false),
        ("a<b>@example.jp", false), ("\(String(repeating: "a", count: 65))@example.jp", false),
    ])
    func address(text: String, good: Bool) {
        #expect(Check.address.accepts(text) == good)
    }

    @Test(arguments: [
        ("example.jp", true), ("a-b.example", true), ("example", false), ("-a.example", false), ("a-.example", false),
        ("a..example", false), (".example.jp", false), ("example.jp.", false), ("A.example", false), ("", false),
    ])
    func domain(text: String, good: Bool) {
        #expect(Check.domain.accepts(text) == good)
    }

    @Test(arguments: [
        ("https://example.jp", true), ("https://example.jp/alerts", true), ("http://example.jp", false),
        ("https://example.jp/", false), ("https://example.jp?a=b", false), ("https://user@example.jp", false),
        ("https://", false), ("javascript:alert(1)", false), ("https://example.jp#x", false),
    ])
    func webRoot(text: String, good: Bool) {
        #expect(Check.webRoot.accepts(text) == good)
    }

    @Test(arguments: [
        ("ja", true), ("ja-simple", true), ("zh-Hans", true), ("fil", true), ("j", false), ("japanese", false),
        ("ja_simple", false), ("ja-", false), ("", false), ("ja-ninechars", false),
    ])
    func languageTag(text: String, good: Bool) {
        #expect(Check.languageTag.accepts(text) == good)
    }

    @Test(arguments: [
        ("こうのだい", true), ("らーめん", true), ("コウノダイ", false), ("国府台", false), ("こうの だい", false), ("kou", false),
    ])
    func reading(text: String, good: Bool) {
        #expect(Check.reading.accepts(text) == good)
    }

    @Test(arguments: [
        ("Kōnodai", true), ("Jun'ichi", true), ("Suwada no Oka", true), ("Kyū-Edogawa", true), ("Kônodai", false),
        ("国府台", false), ("Konodai1", false),
    ])
    func romaji(text: String, good: Bool) {
        #expect(Check.romaji.accepts(text) == good)
    }

    @Test(arguments: [("s01", true), ("s123", true), ("s1", false), ("S01", false), ("s0a", false), ("01", false)])
    func schoolCode(text: String, good: Bool) {
        #expect(Check.schoolCode.accepts(text) == good)
    }

    @Test func digitsAreASCII() {
        #expect(Check.digits(3).accepts("312"))
        #expect(!Check.digits(3).accepts("３１２"))
        #expect(!Check.digits(3).accepts("31"))
        #expect(!Check.digits(3).accepts("31a"))
    }
}
