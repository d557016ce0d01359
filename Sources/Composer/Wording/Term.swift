// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Localization

/// The phrases that fill slots: terms of JMA's scales and forms of dates. No template names them, so they stand here.
enum Term {
    static let moment: PhraseKey = "term.moment"
    static let clock: PhraseKey = "term.clock"
    static let unknown: PhraseKey = "term.unknown"
    /// The language's name in itself.
    static let languageName: PhraseKey = "term.language-name"

    static func intensity(_ intensity: SeismicIntensity) -> PhraseKey {
        switch intensity {
        case .one: "term.intensity.1"
        case .two: "term.intensity.2"
        case .three: "term.intensity.3"
        case .four: "term.intensity.4"
        case .fiveLowerPresumed: "term.intensity.5-lower-presumed"
        case .fiveLower: "term.intensity.5-lower"
        case .fiveUpper: "term.intensity.5-upper"
        case .sixLower: "term.intensity.6-lower"
        case .sixUpper: "term.intensity.6-upper"
        case .seven: "term.intensity.7"
        }
    }

    static func depth(_ depth: Hypocentre.Depth) -> (PhraseKey, [String: PhraseValue]) {
        switch depth {
        case .veryShallow: ("term.depth.very-shallow", [:])
        case .kilometres(let kilometres): ("term.depth.kilometres", ["kilometres": .integer(kilometres)])
        case .sevenHundredOrMore: ("term.depth.700-or-more", [:])
        case .unknown: (unknown, [:])
        }
    }

    static func magnitude(_ magnitude: Hypocentre.Magnitude) -> (PhraseKey, [String: PhraseValue]) {
        switch magnitude {
        case .tenths(let tenths): ("term.magnitude.value", ["magnitude": .number(Double(tenths) / 10)])
        case .overEight: ("term.magnitude.over-8", [:])
        case .unknown: (unknown, [:])
        }
    }

    static func grade(_ grade: TsunamiGrade) -> PhraseKey {
        PhraseKey(rawValue: "term.grade.\(grade.name)")
    }

    static func height(_ height: TsunamiFacts.Height?) -> (PhraseKey, [String: PhraseValue]) {
        switch height {
        case .huge: ("term.height.huge", [:])
        case .high: ("term.height.high", [:])
        case .centimetres(let height): ("term.height.metres", ["metres": .number(Double(height) / 100)])
        case .below(let height): ("term.height.below", ["metres": .number(Double(height) / 100)])
        case .above(let height): ("term.height.above", ["metres": .number(Double(height) / 100)])
        case .unknown, nil: (unknown, [:])
        }
    }

    static func arrival(_ arrival: TsunamiFacts.Arrival?) -> PhraseKey {
        switch arrival {
        case .expected: "term.arrival.expected"
        case .immediate: "term.arrival.immediate"
        case .presumedArrived: "term.arrival.presumed-arrived"
        case .confirmed: "term.arrival.confirmed"
        case nil: unknown
        }
    }

    static func warning(_ level: WarningLevel) -> PhraseKey {
        PhraseKey(rawValue: "term.rain.\(level.rawValue)")
    }

    /// The bulletins whose titles are phrases; another's title is shown as the telegram has it.
    static let bulletins: [String: PhraseKey] = [
        "VXSE51": "term.bulletin.VXSE51",
        "VXSE53": "term.bulletin.VXSE53",
        "VTSE41": "term.bulletin.VTSE41",
        "VPWW55": "term.bulletin.VPWW55",
    ]
    static let agency: PhraseKey = "term.publisher.jma"
    /// What stands for titles that are no phrases.
    static let warningBulletin: PhraseKey = "term.bulletin.weather"
    static let otherBulletin: PhraseKey = "term.bulletin.other"
    static let observationBulletin: PhraseKey = "term.bulletin.observation"

    // MARK: Officers' messages
    /// What stands for the title of a bulletin where the city itself speaks.
    static let situationBulletin: PhraseKey = "situation.term.bulletin"
    /// Joins two names of places, of which the first may hold several.
    static let pair: PhraseKey = "situation.term.pair"
    /// A list of places that is too long for a sentence.
    static let more: PhraseKey = "situation.term.more"
    /// A day without its time.
    static let day: PhraseKey = "situation.term.date"

    /// The name of a warning of a hazard other than rain, by level.
    static func warning(of hazard: Hazard) -> PhraseKey {
        PhraseKey(rawValue: "term.warning.\(hazard.rawValue)")
    }
    static let noWarning: PhraseKey = "term.warning.none"

    /// The name of an event of the family `bulletin`.
    static func event(_ hazard: Hazard) -> PhraseKey {
        PhraseKey(rawValue: "term.hazard.\(hazard.rawValue)")
    }

    /// A value of a station.
    static func reading(_ quantity: ObservationFacts.Quantity) -> PhraseKey {
        PhraseKey(rawValue: "term.quantity.\(quantity.rawValue)")
    }

    /// All of them, so that a phrase book that lacks one is refused when the templates are read.
    static var all: [PhraseKey] {
        var keys = [moment, clock, unknown, languageName, agency, "term.depth.very-shallow", "term.depth.kilometres"]
        keys += ["term.depth.700-or-more", "term.magnitude.value", "term.magnitude.over-8", "term.height.huge"]
        keys += ["term.height.high", "term.height.metres", "term.height.below", "term.height.above"]
        keys += ["term.arrival.expected", "term.arrival.immediate", "term.arrival.presumed-arrived"]
        keys += ["term.arrival.confirmed"]
        keys += SeismicIntensity.allCases.map(intensity)
        keys += TsunamiGrade.allCases.map(grade)
        keys += WarningLevel.allCases.map(warning)
        keys += bulletins.values
        keys += [warningBulletin, otherBulletin, observationBulletin, noWarning]
        keys += [situationBulletin, pair, more, day]
        keys += Hazard.allCases.filter { $0.family == .levelWarning || $0.family == .namedWarning }.map(warning(of:))
        keys += Hazard.allCases.filter { $0.family == .bulletin }.map(event)
        keys += ObservationFacts.Quantity.allCases.map(reading)
        return keys.sorted()
    }
}
