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
    let language: Language
    /// What the reader asked for, where this language stands in for it.
    let asked: Language
    let book: PhraseBook
    let city: CityProfile
    let epicentres: EpicentreNames
    private(set) var gaps: [PhraseGap] = []
    /// Phrases that stand in it and that no native has signed off, in the order of their use; Japanese needs none.
    private(set) var unsigned: [PhraseKey] = []

    init(
        _ alert: Alert,
        previous: Alert?,
        language: Language,
        asked: Language,
        composer: Composer
    ) {
        self.alert = alert
        self.previous = previous
        self.language = language
        self.asked = asked
        self.book = composer.phraseBook
        self.city = composer.city
        self.epicentres = composer.epicentres
    }

    /// A phrase, its slots filled from the alert; empty, and noted, if the language does not have it ready.
    mutating func text(_ key: PhraseKey) throws(ComposerError) -> RubyText {
        let text = try format(key, try arguments(of: key))
        guard language == .easyJapanese else { return RubyText(plain: text) }
        // What telegrams hold is cleaned of braces and phrases are checked at load, so this always reads.
        return (try? RubyText(parsing: text)) ?? RubyText(plain: text)
    }

    /// What the slots of a phrase hold.
    mutating func arguments(of key: PhraseKey) throws(ComposerError) -> [String: PhraseValue] {
        var names = (book.arguments(of: key, in: .japanese) ?? []).union(book.arguments(of: key, in: language) ?? [])
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
        switch book.status(of: key, in: language) {
        case .ready:
            if language != .japanese, book.signOff(of: key, in: language) == nil, !unsigned.contains(key) {
                unsigned.append(key)
            }
        case .missing: return note(key, .missing)
        case .fuzzy: return note(key, .fuzzy)
        }
        do throws(PhraseError) {
            return try book.format(key, in: language, values)
        } catch {
            throw .phrase(key, language, error)
        }
    }

    private mutating func note(_ key: PhraseKey, _ status: PhraseGap.Status) -> String {
        let gap = PhraseGap(key: key.rawValue, language: language, status: status)
        if !gaps.contains(gap) { gaps.append(gap) }
        return ""
    }

    private mutating func value(of slot: Slot) throws(ComposerError) -> PhraseValue {
        switch slot {
        case .place: return .text(name(of: city.municipality))
        case .hazard: return .text(alert.hazard.selector)
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
        let names = (book.arguments(of: key, in: .japanese) ?? []).union(book.arguments(of: key, in: language) ?? [])
        return .text(try format(key, values.filter { names.contains($0.key) }))
    }

    mutating func moment(_ date: Date) throws(ComposerError) -> String {
        try dated(Term.moment, date)
    }

    mutating func clock(_ date: Date) throws(ComposerError) -> String {
        try dated(Term.clock, date)
    }

    /// Only what the phrase names in some language is given, as the phrase book asks.
    mutating func dated(_ key: PhraseKey, _ date: Date) throws(ComposerError) -> String {
        let names = (book.arguments(of: key, in: .japanese) ?? []).union(book.arguments(of: key, in: language) ?? [])
        return try format(key, Moment(date: date).arguments.filter { names.contains($0.key) })
    }

    func name(of area: Area) -> String {
        let name = area.name(in: language.rawValue)
        return language == .easyJapanese ? DataText.markup(name, reading: area.reading) : DataText.cleaned(name)
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
        // The footer calls the topic of these 緊急.
        case .evacuation, .attack, .danger, .utility: Hazard.foreign.selector
        // ICU takes no hyphen in the words that it selects by.
        default: rawValue.replacing("-", with: "_")
        }
    }
}
