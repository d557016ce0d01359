// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

@Suite
struct LanguageTests {
    @Test
    func thereAreSixteenInTheOrderOfTheDesign() {
        let tags = "ja ja-simple en zh-Hans zh-Hant ko vi fil ne th id my km mn pt es"
        #expect(Language.all.map(\.rawValue) == tags.split(separator: " ").map(String.init))
        #expect(Language.all.reversed().sorted() == Language.all)
    }

    @Test(arguments: ["", "JA", "zh", "zh-hans", "tl", "ja_simple", "fr", " en"])
    func otherTagsAreNoLanguage(tag: String) {
        #expect(Language(rawValue: tag) == nil)
    }

    @Test(arguments: Language.all)
    func tagsReadBack(language: Language) throws {
        #expect(Language(rawValue: language.rawValue) == language)
        let coded = try JSONDecoder().decode([Language].self, from: try JSONEncoder().encode([language]))
        #expect(coded == [language])
        #expect(!language.endonym.isEmpty)
    }

    @Test
    func unknownTagsAreNotDecoded() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Language].self, from: Data(#"["fr"]"#.utf8))
        }
    }

    @Test
    func endonymsDiffer() {
        #expect(Set(Language.all.map(\.endonym)).count == 16)
    }

    @Test
    func easyJapaneseIsJapaneseInHTML() {
        #expect(Language.easyJapanese.htmlTag == "ja")
        #expect(Language.chineseTraditional.htmlTag == "zh-Hant")
    }
}
