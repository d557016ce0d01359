// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// When a part of a template is said: every trait asked for has one of the answers named, and the measure is in range.
struct Condition: Sendable, Hashable {
    /// No condition: always said.
    static let always = Condition()

    var answers: [String: Set<String>] = [:]
    var atLeast: Measure?
    var below: Measure?

    func holds(for situation: Situation) -> Bool {
        if let atLeast, situation.measure < atLeast { return false }
        if let below, situation.measure >= below { return false }
        return answers.allSatisfy { trait, wanted in
            !(situation.traits[trait] ?? []).isDisjoint(with: wanted)
        }
    }
}
