// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization

extension Wording {
    /// So many places are named in a sentence; of more, the first and how many there are. The facts name all.
    private static let mostPlaces = 2

    /// The names of languages that easy Japanese cannot show without a reading.
    private static let easyNames = [
        "ja": "ふつうの ｛日本語｜にほんご｝", "ja-simple": "やさしい ｛日本語｜にほんご｝",
        "zh-Hans": "｛中国語｜ちゅうごくご｝", "zh-Hant": "｛中国語｜ちゅうごくご｝",
    ]

    /// What the slots of a form hold, as far as the phrase names them.
    mutating func values(
        of facts: SituationFacts,
        named names: Set<String>
    ) throws(ComposerError) -> [String: PhraseValue] {
        var values: [String: PhraseValue] = [:]
        for (slot, value) in facts.values {
            for argument in SituationSlot.arguments(of: slot, value.kind) where names.contains(argument) {
                values[argument] = try self.value(value, isPlain: argument == slot || argument == "moment")
            }
        }
        return values
    }

    /// What a slot holds.
    ///
    /// - Parameter isPlain: the form for sentences: few places, date and time; else all places, the time alone.
    private mutating func value(
        _ value: SituationFacts.Value,
        isPlain: Bool
    ) throws(ComposerError) -> PhraseValue {
        switch value {
        case .places(let codes): .text(isPlain ? try few(codes) : try list(codes))
        case .time(let date): .text(isPlain ? try moment(date) : try clock(date))
        case .day(let date): .text(try dated(Term.day, date))
        case .number(let number): .integer(number)
        case .choice(let text): .text(text)
        case .phone(let text): .text(DataText.cleaned(text))
        }
    }

    mutating func value(of slot: Slot, in facts: SituationFacts) throws(ComposerError) -> PhraseValue {
        guard let note = facts.note else { return try term(Term.unknown) }
        switch slot {
        case .note: return .text(DataText.cleaned(note.text, longest: DataText.longestSentence))
        case .noteLanguage:
            let name = Language(rawValue: note.language)?.endonym ?? DataText.cleaned(note.language)
            guard language == .easyJapanese else { return .text(name) }
            return .text(Self.easyNames[note.language] ?? name)
        default: return try term(Term.unknown)
        }
    }

    private mutating func few(_ codes: [AreaCode]) throws(ComposerError) -> String {
        guard codes.count > Self.mostPlaces, let first = codes.first else { return try list(codes) }
        let values: [String: PhraseValue] = ["first": .text(name(of: first)), "count": .integer(codes.count - 1)]
        return try format(Term.more, values)
    }

    private mutating func list(_ codes: [AreaCode]) throws(ComposerError) -> String {
        var all = codes.first.map { name(of: $0) } ?? name(of: city.municipality)
        for code in codes.dropFirst() {
            all = try format(Term.pair, ["first": .text(all), "next": .text(name(of: code))])
        }
        return all
    }
}

extension SituationFacts.Value {
    /// The kind of slot that holds it.
    var kind: SituationSlot.Kind {
        switch self {
        case .places: .places
        case .time: .time
        case .day: .day
        case .number: .number
        case .choice: .choice
        case .phone: .phone
        }
    }
}
