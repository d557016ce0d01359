// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension Language {
    /// The locale handed to ICU, such as `th_TH@calendar=gregorian;numbers=latn;timezone=Asia/Tokyo`.
    ///
    /// Whatever ICU formats for it has Latin digits (signs, telephone numbers and warning levels in Japan have no
    /// others), years of the Gregorian calendar (never Buddhist ones) and Japan's time, at every depth of a pattern
    /// and whatever the process's own time zone is.
    public var icuLocale: String {
        "\(trait.locale)@calendar=gregorian;numbers=latn;timezone=Asia/Tokyo"
    }

    /// The value of an HTML `lang` attribute: the tag, but `ja` for easy Japanese, which voices and fonts don't know.
    public var htmlTag: String {
        self == .easyJapanese ? "ja" : rawValue
    }

    /// The name of the language in itself.
    public var endonym: String { trait.endonym }

    /// Whether lines are broken between ideographs or kana, with strict kinsoku.
    var isEastAsian: Bool { trait.isEastAsian }

    struct Trait: Sendable {
        let rank: Int
        let locale: String
        let endonym: String
        var isEastAsian = false
    }

    var trait: Trait {
        guard let trait = Self.traits[rawValue] else {
            preconditionFailure("a language exists only with one of the sixteen tags")
        }
        return trait
    }

    static let traits: [String: Trait] = [
        "ja": Trait(rank: 0, locale: "ja_JP", endonym: "日本語", isEastAsian: true),
        "ja-simple": Trait(rank: 1, locale: "ja_JP", endonym: "やさしい日本語", isEastAsian: true),
        "en": Trait(rank: 2, locale: "en_US", endonym: "English"),
        "zh-Hans": Trait(rank: 3, locale: "zh_Hans_CN", endonym: "简体中文", isEastAsian: true),
        "zh-Hant": Trait(rank: 4, locale: "zh_Hant_TW", endonym: "繁體中文", isEastAsian: true),
        "ko": Trait(rank: 5, locale: "ko_KR", endonym: "한국어", isEastAsian: true),
        "vi": Trait(rank: 6, locale: "vi_VN", endonym: "Tiếng Việt"),
        "fil": Trait(rank: 7, locale: "fil_PH", endonym: "Filipino"),
        "ne": Trait(rank: 8, locale: "ne_NP", endonym: "नेपाली"),
        "th": Trait(rank: 9, locale: "th_TH", endonym: "ภาษาไทย"),
        "id": Trait(rank: 10, locale: "id_ID", endonym: "Bahasa Indonesia"),
        "my": Trait(rank: 11, locale: "my_MM", endonym: "မြန်မာဘာသာ"),
        "km": Trait(rank: 12, locale: "km_KH", endonym: "ភាសាខ្មែរ"),
        "mn": Trait(rank: 13, locale: "mn_MN", endonym: "Монгол"),
        "pt": Trait(rank: 14, locale: "pt_BR", endonym: "Português"),
        "es": Trait(rank: 15, locale: "es_419", endonym: "Español"),
    ]
}
