// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// What a template may ask about an alert: the closed vocabulary of `when`.
enum Trait: String, CaseIterable {
    case change
    /// Whether the alert takes back what was announced.
    case withdrawn
    /// Whether it ends or takes back what was announced.
    case over
    case status
    case resolution
    case intensity
    case maximum
    case hypocentre
    case magnitude
    case depth
    case tsunamiComment = "tsunami-comment"
    /// Whether the bulletin says anything about tsunami yet, if only that it is not known.
    case tsunamiTold = "tsunami-told"
    case previousIntensity = "previous-intensity"
    case grade
    case previousGrade = "previous-grade"
    case height
    case arrival
    case originTime = "origin-time"
    case level
    /// What was announced before, beside what is announced now.
    case previous
    case previousLevel = "previous-level"
    /// Which of the hazards of its family.
    case hazard
    /// What residents ticked for it.
    case topic
    /// Whether a bulletin says until when it holds.
    case until
    /// Whether the publisher's own sentence can be shown to this reader.
    case headline
    case quantity
    case foreignHeadline = "foreign-headline"
    case foreignDescription = "foreign-description"
    case foreignInstruction = "foreign-instruction"
    /// Whether an officer wrote words of their own, and whether in the reader's language.
    case note

    /// The families whose templates may ask; nil for all.
    var families: Set<Hazard.Family>? {
        switch self {
        case .change, .withdrawn, .over, .status, .hazard, .topic: nil
        case .resolution, .intensity, .maximum, .tsunamiComment, .tsunamiTold, .previousIntensity: [.earthquake]
        case .hypocentre, .magnitude, .depth: [.earthquake, .tsunami]
        case .grade, .previousGrade, .height, .arrival, .originTime: [.tsunami]
        case .level, .previousLevel: [.heavyRain, .levelWarning, .namedWarning]
        case .previous: [.tsunami, .heavyRain, .levelWarning, .namedWarning]
        case .until, .headline: [.bulletin]
        case .quantity: [.observation]
        case .foreignHeadline, .foreignDescription, .foreignInstruction: [.foreign]
        case .note: [.situation]
        }
    }

    /// The answers that there are.
    var values: [String] {
        switch self {
        case .change: Change.allCases.map(\.rawValue)
        case .withdrawn, .over, .tsunamiTold: ["yes", "no"]
        case .status: ["actual", "exercise", "test"]
        case .resolution: ["region", "municipality"]
        case .intensity, .maximum, .hypocentre, .magnitude, .depth, .originTime: ["known", "unknown"]
        case .tsunamiComment: TsunamiComment.allCases.map(\.name) + ["none"]
        case .previousIntensity, .previous: ["same", "different", "unknown"]
        case .grade, .previousGrade: TsunamiGrade.allCases.map(\.name)
        case .height: ["huge", "high", "centimetres", "below", "above", "unknown"]
        case .arrival: ["expected", "immediate", "presumed-arrived", "confirmed", "unknown"]
        case .level, .previousLevel: ["0", "2", "3", "4", "5"]
        case .hazard: Hazard.allCases.map(\.rawValue)
        case .topic: Topic.allCases.map(\.rawValue)
        case .until, .headline, .foreignHeadline, .foreignDescription, .foreignInstruction: ["known", "unknown"]
        case .quantity: ObservationFacts.Quantity.allCases.map(\.rawValue)
        case .note: ["own", "foreign", "unknown"]
        }
    }
}

extension TsunamiComment {
    /// The name in templates.
    var name: String {
        switch self {
        case .warningInForce: "warning-in-force"
        case .slightChange: "slight-change"
        case .slightChangeGoesOn: "slight-change-goes-on"
        case .slightChangeGoesOnForAnglers: "slight-change-goes-on-for-anglers"
        case .noTsunami: "no-tsunami"
        case .possibleIfUndersea: "possible-if-undersea"
        case .watchInformation: "watch-information"
        case .possibleWidelyInPacific: "possible-widely-in-pacific"
        case .possibleInPacific: "possible-in-pacific"
        case .possibleInNorthwestPacific: "possible-in-northwest-pacific"
        case .possibleWidelyInIndianOcean: "possible-widely-in-indian-ocean"
        case .possibleInIndianOcean: "possible-in-indian-ocean"
        case .possibleNearHypocentre: "possible-near-hypocentre"
        case .smallNearHypocentre: "small-near-hypocentre"
        case .generallyPossible: "generally-possible"
        case .underInvestigation: "under-investigation"
        case .noEffectOnJapan: "no-effect-on-japan"
        }
    }
}

extension Hazard.Family {
    /// The topic on whose scale its templates measure.
    var topic: Topic {
        Hazard.allCases.first { $0.family == self }?.topic ?? .weather
    }
}
