// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization

/// Puts the phrases of one alert into words of one language, and notes those that the language lacks.
struct Wording {
    let alert: Alert
    let previous: Alert?
    /// What the reader asked for, where this language stands in for it.
    let asked: Language
    let city: CityProfile
    let epicentres: EpicentreNames
    private var phrasing: Phrasing

    init(
        _ alert: Alert,
        previous: Alert?,
        language: Language,
        asked: Language,
        composer: Composer
    ) {
        self.alert = alert
        self.previous = previous
        self.asked = asked
        city = composer.city
        epicentres = composer.epicentres
        phrasing = Phrasing(language, composer: composer)
    }

    var language: Language { phrasing.language }
    var book: PhraseBook { phrasing.book }
    /// Phrases that the language does not have ready.
    var gaps: [PhraseGap] { phrasing.gaps }
    /// Phrases that stand in it and that no native has signed off, in the order of their use; Japanese needs none.
    var unsigned: [PhraseKey] { phrasing.unsigned }

    /// A phrase, its slots filled from the alert; empty, and noted, if the language does not have it ready.
    mutating func text(_ key: PhraseKey) throws(ComposerError) -> RubyText {
        phrasing.ruby(try format(key, try arguments(of: key)))
    }

    /// What the slots of a phrase hold.
    mutating func arguments(of key: PhraseKey) throws(ComposerError) -> [String: PhraseValue] {
        var names = phrasing.arguments(of: key)
        var values: [String: PhraseValue] = [:]
        if case .situation(let facts) = alert.facts {
            values = try self.values(of: facts, named: names)
            names.subtract(values.keys)
            // A form that lost a slot since the alert was stored still makes a message.
            for name in names where Slot(rawValue: name) == nil { values[name] = try term(Term.unknown) }
        }
        for slot in names.compactMap(Slot.init) {
            values[slot.rawValue] = try value(of: slot)
        }
        return values
    }

    /// A phrase with values that are given.
    mutating func format(_ key: PhraseKey, _ values: [String: PhraseValue]) throws(ComposerError) -> String {
        try phrasing.format(key, values)
    }

    private mutating func value(of slot: Slot) throws(ComposerError) -> PhraseValue {
        switch slot {
        case .place: return .text(name(of: city.municipality))
        case .hazard: return .text(alert.hazard.selector)
        case .topic: return .text(alert.topic.rawValue)
        case .remains: return .text(alert.facts.isInForce ? "yes" : "no")
        case .publisher: return .text(try publisher())
        case .bulletin: return .text(try bulletin())
        case .published: return .text(try moment(alert.source.publishedAt))
        case .language: return .text(asked.endonym)
        default: break
        }
        switch alert.facts {
        case .earthquake(let facts): return try value(of: slot, in: facts)
        case .tsunami(let facts): return try value(of: slot, in: facts)
        case .weather(let facts): return try value(of: slot, in: facts)
        case .bulletin(let facts): return try value(of: slot, in: facts)
        case .observation(let facts): return try value(of: slot, in: facts)
        case .foreign(let facts): return try value(of: slot, in: facts)
        case .situation(let facts): return try value(of: slot, in: facts)
        }
    }

    // MARK: What all hazards need

    mutating func term(_ key: PhraseKey) throws(ComposerError) -> PhraseValue {
        .text(try format(key, [:]))
    }

    mutating func term(_ term: (PhraseKey, [String: PhraseValue])) throws(ComposerError) -> PhraseValue {
        .text(try format(term.0, term.1))
    }

    /// A term, given of its values those that the phrase names in some language.
    mutating func term(_ key: PhraseKey, of values: [String: PhraseValue]) throws(ComposerError) -> PhraseValue {
        let names = phrasing.arguments(of: key)
        return .text(try format(key, values.filter { names.contains($0.key) }))
    }

    mutating func moment(_ date: Date) throws(ComposerError) -> String {
        try dated(Term.moment, date)
    }

    mutating func clock(_ date: Date) throws(ComposerError) -> String {
        try dated(Term.clock, date)
    }

    mutating func dated(_ key: PhraseKey, _ date: Date) throws(ComposerError) -> String {
        try phrasing.dated(key, date)
    }

    func name(of area: Area) -> String {
        phrasing.name(of: area)
    }

    func name(of code: AreaCode) -> String {
        city.areas[code].map(name(of:)) ?? name(of: city.municipality)
    }

    /// The publisher by its own name in Japanese; elsewhere the agency to which its observatories belong.
    private mutating func publisher() throws(ComposerError) -> String {
        if alert.hazard.family == .situation { return name(of: city.municipality) }
        let publisher = DataText.cleaned(alert.source.publisher)
        guard language != .japanese, publisher.isEmpty || publisher.contains("気象") else { return publisher }
        return try format(Term.agency, [:])
    }

    private mutating func bulletin() throws(ComposerError) -> String {
        if alert.hazard.family == .situation { return try format(Term.situationBulletin, [:]) }
        if let key = Term.bulletins[alert.source.bulletin] { return try format(key, [:]) }
        guard language != .japanese, alert.hazard.family != .foreign else {
            return DataText.cleaned(alert.source.title)
        }
        if alert.hazard.family == .observation { return try format(Term.observationBulletin, [:]) }
        let isWarning = alert.hazard.family == .levelWarning || alert.hazard.family == .namedWarning
        return try format(isWarning ? Term.warningBulletin : Term.otherBulletin, [:])
    }
}

extension Facts {
    /// Whether they hold a warning or advisory; an earthquake is none.
    fileprivate var isInForce: Bool {
        switch self {
        case .earthquake: false
        case .tsunami(let facts): facts.grade != .none && facts.grade != .forecast
        case .weather(let facts): facts.level != .none
        case .bulletin, .observation, .foreign, .situation: false
        }
    }
}

extension Hazard {
    /// The name by which phrases select.
    fileprivate var selector: String {
        switch self {
        case .earthquake: "earthquake"
        case .tsunami: "tsunami"
        case .heavyRain: "rain"
        // ICU takes no hyphen in the words that it selects by.
        default: rawValue.replacing("-", with: "_")
        }
    }
}
