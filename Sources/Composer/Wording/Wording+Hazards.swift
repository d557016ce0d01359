// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Gazetteer
import Localization

extension Wording {
    mutating func value(of slot: Slot, in facts: EarthquakeFacts) throws(ComposerError) -> PhraseValue {
        switch slot {
        case .region: return .text(name(of: AreaCode(rawValue: city.codes.seismicRegion)))
        case .moment: return .text(try moment(facts.occurredAt))
        case .clock: return .text(try clock(facts.occurredAt))
        case .intensity: return try intensity(facts.cityIntensity)
        case .maximum: return try intensity(facts.maximumIntensity)
        case .previousIntensity:
            guard case .earthquake(let earlier)? = previous?.facts else { return try intensity(nil) }
            return try intensity(earlier.cityIntensity)
        default: return try value(of: slot, in: facts.hypocentre)
        }
    }

    mutating func value(of slot: Slot, in facts: TsunamiFacts) throws(ComposerError) -> PhraseValue {
        switch slot {
        case .grade: return try term(Term.grade(facts.grade))
        case .previousGrade: return try term(Term.grade(facts.gradeBefore(previous: previous?.facts)))
        case .coast: return .text(name(of: facts.coast))
        case .height: return try term(Term.height(facts.height))
        case .arrival:
            guard case .expected(let date)? = facts.arrival else { return try term(Term.arrival(facts.arrival)) }
            return try term((Term.arrival(facts.arrival), ["moment": .text(try moment(date))]))
        case .arrivalClock:
            guard case .expected(let date)? = facts.arrival else { return try term(Term.arrival(facts.arrival)) }
            return .text(try clock(date))
        case .moment:
            guard let date = facts.originTime else { return try term(Term.unknown) }
            return .text(try moment(date))
        default: return try value(of: slot, in: facts.origin)
        }
    }

    mutating func value(of slot: Slot, in facts: WeatherWarningFacts) throws(ComposerError) -> PhraseValue {
        let before = facts.levelBefore(previous: previous?.facts)
        switch slot {
        case .level: return .integer(facts.level.rawValue)
        case .warning: return try warning(facts.hazard, facts.level)
        case .previousLevel: return .integer(before.rawValue)
        case .previousWarning: return try warning(facts.hazard, before)
        case .where: return .text(place(of: facts))
        default: return try term(Term.unknown)
        }
    }

    private mutating func warning(_ hazard: Hazard, _ level: WarningLevel) throws(ComposerError) -> PhraseValue {
        if hazard == .heavyRain { return try term(Term.warning(level)) }
        guard level > .none else { return try term(Term.noWarning) }
        return try term(Term.warning(of: hazard), of: ["level": .integer(level.rawValue)])
    }

    /// The river or coast by the city's own name for it, else as the bulletin writes it; else the city.
    private func place(of facts: WeatherWarningFacts) -> String {
        if let code = facts.place, let area = city.areas[code] { return name(of: area) }
        return facts.placeName.map { DataText.cleaned($0) } ?? name(of: city.municipality)
    }

    private mutating func value(of slot: Slot, in hypocentre: Hypocentre?) throws(ComposerError) -> PhraseValue {
        guard let hypocentre else { return try term(Term.unknown) }
        switch slot {
        case .epicentre:
            let epicentre = hypocentre.epicentre
            let known = epicentres.name(of: epicentre.code, called: epicentre.name, in: language)
            return .text(known ?? DataText.cleaned(epicentre.name))
        case .depth: return try term(Term.depth(hypocentre.depth))
        case .magnitude: return try term(Term.magnitude(hypocentre.magnitude))
        default: return try term(Term.unknown)
        }
    }

    private mutating func intensity(_ intensity: SeismicIntensity?) throws(ComposerError) -> PhraseValue {
        try term(intensity.map(Term.intensity) ?? Term.unknown)
    }
}
