// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// What an officer announces: a kind of situation and the slots that were filled in, free of any language.
public struct SituationFacts: Sendable, Hashable, Codable {
    /// Whether it begins or ends something.
    public enum Phase: String, Sendable, Hashable, Codable, CaseIterable {
        case inForce = "in-force"
        /// Lifted, found, caught, back to normal.
        case over
    }

    /// CAP `responseType` (CAP 1.2 section 3.2.2): what people are to do.
    public enum Response: String, Sendable, Hashable, Codable, CaseIterable {
        case shelter = "Shelter"
        case evacuate = "Evacuate"
        case prepare = "Prepare"
        case execute = "Execute"
        case avoid = "Avoid"
        case monitor = "Monitor"
        case assess = "Assess"
        case allClear = "AllClear"
        case none = "None"
    }

    /// How grave the form says that it is.
    public struct Grade: Sendable, Hashable, Codable {
        /// How urgent its delivery is.
        public var priority: Priority
        /// CAP `urgency`.
        public var urgency: Urgency
        /// CAP `severity`.
        public var severity: Severity
        /// CAP `certainty`.
        public var certainty: Certainty
        /// CAP `responseType`.
        public var response: Response

        /// A grade.
        public init(
            priority: Priority,
            urgency: Urgency,
            severity: Severity,
            certainty: Certainty,
            response: Response
        ) {
            self.priority = priority
            self.urgency = urgency
            self.severity = severity
            self.certainty = certainty
            self.response = response
        }
    }

    /// What stands in a slot.
    public enum Value: Sendable, Hashable, Codable {
        /// Areas and places of the gazetteer; the slot's name is the relation (`from`, `to`, `around`).
        case places([AreaCode])
        case time(Date)
        /// A day: its beginning in Japan.
        case day(Date)
        case number(Int)
        case choice(String)
        /// Digits, hyphens and `#`.
        case phone(String)
    }

    /// Words that an officer wrote, in one language and in no other.
    public struct Note: Sendable, Hashable, Codable {
        /// The language's tag (BCP 47).
        public var language: String
        /// The words as they were typed; cleaned where they are shown.
        public var text: String

        /// A note.
        public init(language: String, text: String) {
            self.language = language
            self.text = text
        }
    }

    /// The form's name: `evacuation-4`.
    public var kind: String
    /// What it is about, of the family `situation`.
    public var hazard: Hazard
    /// Whether it begins or ends something.
    public var phase: Phase
    /// How grave it is.
    public var grade: Grade
    /// The slots that were filled in, by name.
    public var values: [String: Value]
    /// What the slots cannot say.
    public var note: Note?

    /// A situation.
    public init(
        kind: String,
        hazard: Hazard,
        phase: Phase,
        grade: Grade,
        values: [String: Value],
        note: Note? = nil
    ) {
        self.kind = kind
        self.hazard = hazard
        self.phase = phase
        self.grade = grade
        self.values = values
        self.note = note
    }
}
