// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// A message that officers issue themselves: what they fill in, how grave it is, and which phrases say it.
public struct SituationForm: Sendable {
    /// The name in files: `evacuation-4`.
    public let name: String
    /// What it is called, in Japanese.
    public let title: String
    /// What it is about.
    public let hazard: Hazard
    /// Whether it begins or ends something.
    public let phase: SituationFacts.Phase
    /// How grave it is.
    public let grade: SituationFacts.Grade
    /// For how many hours it may still be sent.
    public let hours: Int
    /// What is filled in, in the order of the form.
    public let slots: [SituationSlot]

    let template: AlertTemplate

    /// A slot by its name; nil where the form has none.
    public func slot(_ name: String) -> SituationSlot? {
        slots.first { $0.name == name }
    }

    /// The facts of a message with slots that were checked.
    public func facts(_ values: [String: SituationFacts.Value], note: SituationFacts.Note? = nil) -> SituationFacts {
        SituationFacts(kind: name, hazard: hazard, phase: phase, grade: grade, values: values, note: note)
    }
}
