// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension Facts {
    /// What in these facts is news for residents who were told others; nil where nothing is.
    func change(from old: Facts, minimum: Measure) -> Change? {
        switch (old, self) {
        case (.earthquake(let before), .earthquake(let after)):
            if measure > old.measure { return .raised }
            if before.cityIntensity != nil, after.cityIntensity == nil { return .lowered }
            if after.tells(moreThan: before) { return .detailed }
            return measure < old.measure ? .lowered : nil
        case (.tsunami(let before), .tsunami(let after)):
            if measure < minimum { return .ended }
            if measure != old.measure { return measure > old.measure ? .raised : .lowered }
            // A shifted arrival time alone is no news; a new height, or that the wave is here, is.
            let isNews =
                before.height != after.height || after.arrivalIsNews(after: before.arrival)
                || after.observationIsNews(after: before.observed)
            return isNews ? .detailed : nil
        case (.weather, .weather), (.observation, .observation):
            return scaled(from: old, minimum: minimum)
        case (.bulletin(let before), .bulletin(let after)):
            if let change = scaled(from: old, minimum: minimum) { return change }
            // More millimetres, another minute, a longer text: the same danger. Another kind of it is news, and so is a
            // watch that goes on beyond the hour at which residents were told that it ends.
            if let told = before.validUntil, let now = after.validUntil, hazard == .tornado, now > told {
                return .detailed
            }
            return before.code != after.code ? .detailed : nil
        case (.foreign(let before), .foreign(let after)):
            if after.isOver { return .ended }
            return before.infos != after.infos || before.severity != after.severity ? .detailed : nil
        default:
            return nil
        }
    }

    /// The change of what has a scale and nothing else that a resident acts on.
    private func scaled(from old: Facts, minimum: Measure) -> Change? {
        if measure < minimum { return .ended }
        if measure == old.measure { return nil }
        return measure > old.measure ? .raised : .lowered
    }

    /// What a correction (訂正), or a withdrawal that leaves another bulletin standing, makes of what residents were
    /// told; nil where they were told nothing wrong.
    ///
    /// What should not have been announced at all is withdrawn, not ended: it was never so.
    func correction(of old: Facts, minimum: Measure) -> Change? {
        switch (old, self) {
        case (.earthquake(let before), .earthquake(let after)):
            return after.says(sameAs: before) ? nil : .corrected
        case (.tsunami(let before), .tsunami(let after)):
            if measure < minimum { return .withdrawn }
            let isSame =
                before.grade == after.grade && before.height == after.height && before.arrival == after.arrival
                && before.observed == after.observed
            return isSame ? nil : .corrected
        case (.weather, .weather), (.observation, .observation):
            if measure < minimum { return .withdrawn }
            return measure == old.measure ? nil : .corrected
        case (.bulletin(let before), .bulletin(let after)):
            if measure < minimum { return .withdrawn }
            return measure == old.measure && before.code == after.code && before.places == after.places
                ? nil : .corrected
        case (.foreign(let before), .foreign(let after)):
            if measure < minimum { return .withdrawn }
            return before.infos == after.infos && measure == old.measure ? nil : .corrected
        default:
            return nil
        }
    }

    /// The measure that was in force before, as the bulletin itself says; nil where it says nothing.
    var measureBefore: Measure? {
        switch self {
        case .earthquake: nil
        case .tsunami(let tsunami): Measure(rawValue: tsunami.previousGrade.rawValue)
        case .weather(let weather): weather.previousLevel.map { Measure(rawValue: $0.rawValue) }
        case .bulletin, .observation, .foreign, .situation: nil
        }
    }

    /// A measure in the words of this hazard: `earthquake 5-`, `tsunami advisory`, `heavy-rain 3`.
    func described(_ measure: Measure) -> String {
        "\(hazard.rawValue) \(measure.threshold(for: hazard.topic))"
    }

    /// Its own measure, so described.
    var described: String { described(measure) }
}

extension EarthquakeFacts {
    /// Whether there is something here that a resident acts on and was not told before.
    func tells(moreThan earlier: EarthquakeFacts) -> Bool {
        if let hypocentre, hypocentre.epicentre != earlier.hypocentre?.epicentre { return true }
        if resolution == .municipality, earlier.resolution == .region { return true }
        // From class 3 on it is hard to stand in tall buildings.
        if let longPeriodClass, longPeriodClass >= 3, longPeriodClass > earlier.longPeriodClass ?? 0 { return true }
        return tsunamiComments.contains(where: \.isWarning) != earlier.tsunamiComments.contains(where: \.isWarning)
    }

    /// Whether all that an alert says of it is the same; coordinates are not said.
    func says(sameAs other: EarthquakeFacts) -> Bool {
        var (left, right) = (self, other)
        left.hypocentre?.coordinates = nil
        right.hypocentre?.coordinates = nil
        return left == right
    }
}

extension TsunamiFacts {
    /// Whether the wave was awaited and is now here or due at once.
    func arrivalIsNews(after earlier: Arrival?) -> Bool {
        func isHere(_ arrival: Arrival?) -> Bool {
            switch arrival {
            case .immediate, .presumedArrived, .confirmed: true
            case .expected, nil: false
            }
        }
        return isHere(arrival) && !isHere(earlier)
    }

    /// Whether a wave was measured for the first time, or one of another order: below 20 cm, 50 cm, 1 m, 3 m, above.
    func observationIsNews(after earlier: Observation?) -> Bool {
        func order(_ observation: Observation?) -> Int {
            switch observation?.height {
            case .centimetres(let height), .above(let height): [20, 50, 100, 300].count { height >= $0 } + 1
            case .below: 1
            case .huge: 5
            case .high: 3
            case .unknown, nil: 0
            }
        }
        return order(observed) > order(earlier)
    }
}
