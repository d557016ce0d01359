// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Gazetteer
import Localization

extension Wording {
    mutating func value(of slot: Slot, in facts: BulletinFacts) throws(ComposerError) -> PhraseValue {
        switch slot {
        case .what: return try term(Term.event(facts.hazard))
        case .until:
            guard let date = facts.validUntil else { return try term(Term.unknown) }
            return .text(try moment(date))
        case .headline: return .text(DataText.cleaned(facts.headline, longest: DataText.longestSentence))
        default: return try term(Term.unknown)
        }
    }

    mutating func value(of slot: Slot, in facts: ObservationFacts) throws(ComposerError) -> PhraseValue {
        switch slot {
        case .station:
            guard language == .easyJapanese else {
                // The profile has the station's name in the reader's language, unless it lost the station meanwhile.
                let name = city.station(facts.station)?.name(in: language.rawValue) ?? facts.stationName
                return .text(DataText.cleaned(name))
            }
            return .text(DataText.markup(facts.stationName, reading: facts.stationReading))
        case .reading: return try term(Term.reading(facts.quantity), of: ["value": .number(facts.value)])
        case .observed: return .text(try moment(facts.observedAt))
        default: return try term(Term.unknown)
        }
    }

    mutating func value(of slot: Slot, in facts: ForeignAlertFacts) throws(ComposerError) -> PhraseValue {
        let info = facts.info(for: language)
        let words: String? =
            switch slot {
            case .event: info?.event
            case .headline: info?.headline
            case .description: info?.description
            case .instruction: info?.instruction
            default: nil
            }
        guard let words else { return try term(Term.unknown) }
        return .text(DataText.cleaned(words, longest: slot == .event ? DataText.longest : DataText.longestSentence))
    }
}

extension ForeignAlertFacts {
    /// The block in the reader's language; else in Japanese for who reads it, in English, or the first that there is.
    func info(for language: Language) -> Info? {
        func first(_ tag: String) -> Info? {
            infos.first { $0.language.lowercased().hasPrefix(tag.lowercased()) }
        }
        if language == .japanese || language == .easyJapanese { return first("ja") ?? first("en") ?? infos.first }
        let own = language.rawValue
        return first(own) ?? first(String(own.prefix { $0 != "-" })) ?? first("en") ?? first("ja") ?? infos.first
    }
}
