// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import TestSupport
import Testing

/// The names of the city and of what holds it, in every language.
@Suite struct CityNamesTests {
    static let languages = [
        "ja", "ja-simple", "en", "zh-Hans", "zh-Hant", "ko", "vi", "fil", "ne", "th", "id", "my", "km", "mn", "pt",
        "es",
    ]

    /// The dictionary's word for each language.
    static let dictionaryKeys = [
        "ja": "japanese", "ja-simple": "japanese", "en": "english", "zh-Hans": "chinese_zs", "zh-Hant": "chinese_zt",
        "ko": "korean", "vi": "vietnamese", "fil": "tagalog", "ne": "nepali", "th": "thai", "id": "indonesian",
        "my": "burmese", "km": "khmer", "mn": "mongolian", "pt": "portuguese", "es": "spanish",
    ]

    @Test(arguments: ["1220300", "120000", "341", "312"] as [AreaCode])
    func hasANameInEachLanguage(code: AreaCode) throws {
        let area = try #require(try Ichikawa.profile().areas[code])
        #expect(Set(area.names.keys) == Set(Self.languages))
    }

    @Test(
        .enabled(if: SharedData.isPresent, SharedData.absent),
        arguments: [
            ("1220300", "jma-dictionary-city.json", "1220300"), ("120000", "jma-dictionary-prefecture.json", "12"),
            ("341", "jma-dictionary-epicentre.json", "341"),
        ] as [(AreaCode, String, String)]
    )
    func saysWhatTheDictionarySays(code: AreaCode, file: String, key: String) throws {
        let data = try Data(contentsOf: SharedData.appending("multilingual/\(file)"))
        let dictionary = try JSONDecoder().decode([String: [String: String]].self, from: data)
        let entry = try #require(dictionary[key])
        let area = try #require(try Ichikawa.profile().areas[code])
        for language in Self.languages {
            let expected = entry[Self.dictionaryKeys[language] ?? ""]?.trimmingCharacters(in: .whitespaces)
            #expect(area.name(in: language) == expected, "\(language)")
        }
    }
}
