// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A language that a resident can choose.
///
/// There are sixteen, named by their BCP 47 tags: the fifteen of the Japan Meteorological Agency's multilingual
/// dictionary, and easy Japanese (`simple` is a registered variant subtag).
public struct Language: RawRepresentable, Hashable, Sendable, Codable {
    /// The BCP 47 tag, such as `ja-simple` or `zh-Hans`.
    public let rawValue: String

    /// Takes one of the sixteen tags in exactly this spelling; anything else is nil.
    public init?(rawValue: String) {
        guard Self.traits[rawValue] != nil else { return nil }
        self.rawValue = rawValue
    }

    private init(tag: String) {
        self.rawValue = tag
    }

    /// 日本語.
    public static let japanese = Language(tag: "ja")
    /// やさしい日本語: short sentences, common words, readings over kanji.
    public static let easyJapanese = Language(tag: "ja-simple")
    /// English.
    public static let english = Language(tag: "en")
    /// Chinese in simplified characters.
    public static let chineseSimplified = Language(tag: "zh-Hans")
    /// Chinese in traditional characters.
    public static let chineseTraditional = Language(tag: "zh-Hant")
    /// Korean.
    public static let korean = Language(tag: "ko")
    /// Vietnamese.
    public static let vietnamese = Language(tag: "vi")
    /// Filipino; some networks name it `tl`.
    public static let filipino = Language(tag: "fil")
    /// Nepali.
    public static let nepali = Language(tag: "ne")
    /// Thai.
    public static let thai = Language(tag: "th")
    /// Indonesian.
    public static let indonesian = Language(tag: "id")
    /// Burmese.
    public static let burmese = Language(tag: "my")
    /// Khmer.
    public static let khmer = Language(tag: "km")
    /// Mongolian in Cyrillic letters.
    public static let mongolian = Language(tag: "mn")
    /// Portuguese of Brazil.
    public static let portuguese = Language(tag: "pt")
    /// Spanish of Latin America.
    public static let spanish = Language(tag: "es")

    /// All sixteen, in the order in which they are shown.
    public static let all: [Language] = [
        .japanese, .easyJapanese, .english, .chineseSimplified, .chineseTraditional, .korean, .vietnamese, .filipino,
        .nepali, .thai, .indonesian, .burmese, .khmer, .mongolian, .portuguese, .spanish,
    ]
}

extension Language: Comparable, CustomStringConvertible {
    /// The order of ``all``.
    public static func < (left: Language, right: Language) -> Bool {
        left.trait.rank < right.trait.rank
    }

    /// The tag.
    public var description: String { rawValue }
}
