// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Localization

/// An alert as templates see it: the answers to everything that they may ask.
struct Situation {
    let traits: [String: Set<String>]
    let measure: Measure

    init(_ alert: Alert, previous: Alert?, language: Language) {
        measure = alert.facts.measure
        var answers: [Trait: Set<String>] = [
            .change: [alert.change.rawValue],
            .withdrawn: [alert.change == .withdrawn ? "yes" : "no"],
            .over: [alert.change == .withdrawn || alert.change == .ended ? "yes" : "no"],
            .status: [alert.status.templateName],
            .hazard: [alert.hazard.rawValue],
            .topic: [alert.topic.rawValue],
        ]
        switch alert.facts {
        case .earthquake(let facts):
            answers.merge(Self.answers(for: facts, previous: previous?.facts)) { $1 }
            answers.merge(Self.answers(for: facts.hypocentre)) { $1 }
        case .tsunami(let facts):
            let before = facts.gradeBefore(previous: previous?.facts)
            answers[.grade] = [facts.grade.name]
            answers[.previousGrade] = [before.name]
            answers[.previous] = [before == .none ? "unknown" : before == facts.grade ? "same" : "different"]
            answers[.height] = [facts.height?.name ?? "unknown"]
            answers[.originTime] = [Self.known(facts.originTime)]
            answers[.arrival] = [facts.arrival?.name ?? "unknown"]
            answers.merge(Self.answers(for: facts.origin)) { $1 }
        case .weather(let facts):
            let before = facts.levelBefore(previous: previous?.facts)
            answers[.level] = [String(facts.level.rawValue)]
            answers[.previousLevel] = [String(before.rawValue)]
            answers[.previous] = [before == .none ? "unknown" : before == facts.level ? "same" : "different"]
        case .bulletin(let facts):
            answers[.until] = [Self.known(facts.validUntil)]
            // The agency's sentence is Japanese; who reads another language has the phrases.
            // Without readings it is no easy Japanese either.
            answers[.headline] = [language == .japanese && !facts.headline.isEmpty ? "known" : "unknown"]
        case .observation(let facts):
            answers[.quantity] = [facts.quantity.rawValue]
        case .foreign(let facts):
            let info = facts.info(for: language)
            answers[.foreignHeadline] = [Self.known(info?.headline)]
            answers[.foreignDescription] = [Self.known(info?.description)]
            answers[.foreignInstruction] = [Self.known(info?.instruction)]
        case .situation(let facts):
            answers[.note] = [facts.note.map { $0.language == language.rawValue ? "own" : "foreign" } ?? "unknown"]
        }
        var traits = Dictionary(uniqueKeysWithValues: answers.map { ($0.key.rawValue, $0.value) })
        // What a form asks for; its slots never bear the name of a trait (`SituationFormReader`).
        if case .situation(let facts) = alert.facts {
            for (slot, value) in facts.values {
                traits[slot] = if case .choice(let choice) = value { ["known", choice] } else { ["known"] }
            }
        }
        self.traits = traits
    }

    private static func answers(for facts: EarthquakeFacts, previous: Facts?) -> [Trait: Set<String>] {
        let comments = facts.tsunamiComments.map(\.name)
        var before: SeismicIntensity?
        if case .earthquake(let earlier)? = previous { before = earlier.cityIntensity }
        return [
            .resolution: [facts.resolution.rawValue],
            .intensity: [known(facts.cityIntensity)],
            .maximum: [known(facts.maximumIntensity)],
            .tsunamiComment: comments.isEmpty ? ["none"] : Set(comments),
            .tsunamiTold: [facts.tsunamiComments.allSatisfy { $0 == .watchInformation } ? "no" : "yes"],
            .previousIntensity: [before.map { $0 == facts.cityIntensity ? "same" : "different" } ?? "unknown"],
        ]
    }

    private static func answers(for hypocentre: Hypocentre?) -> [Trait: Set<String>] {
        [
            .hypocentre: [known(hypocentre)],
            .magnitude: [hypocentre.map { $0.magnitude == .unknown ? "unknown" : "known" } ?? "unknown"],
            .depth: [hypocentre.map { $0.depth == .unknown ? "unknown" : "known" } ?? "unknown"],
        ]
    }

    private static func known<Value>(_ value: Value?) -> String {
        value == nil ? "unknown" : "known"
    }
}

extension AlertStatus {
    /// The name in templates; what is not meant and no drill is a test.
    var templateName: String {
        switch self {
        case .actual: "actual"
        case .exercise: "exercise"
        case .test, .system, .draft: "test"
        }
    }
}

extension TsunamiFacts {
    /// What was in force before, by the alert before (what residents were told) or else by the bulletin.
    func gradeBefore(previous: Facts?) -> TsunamiGrade {
        if case .tsunami(let earlier)? = previous { return earlier.grade }
        return previousGrade
    }
}

extension WeatherWarningFacts {
    /// What was in force before, by the alert before (what residents were told) or else by the bulletin.
    func levelBefore(previous: Facts?) -> WarningLevel {
        if case .weather(let earlier)? = previous { return earlier.level }
        return previousLevel ?? .none
    }
}

extension TsunamiFacts.Height {
    /// The name in templates.
    var name: String {
        switch self {
        case .huge: "huge"
        case .high: "high"
        case .centimetres: "centimetres"
        case .below: "below"
        case .above: "above"
        case .unknown: "unknown"
        }
    }
}

extension TsunamiFacts.Arrival {
    /// The name in templates.
    var name: String {
        switch self {
        case .expected: "expected"
        case .immediate: "immediate"
        case .presumedArrived: "presumed-arrived"
        case .confirmed: "confirmed"
        }
    }
}
