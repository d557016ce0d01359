// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
import Gazetteer

/// What an officer filled in, checked against its form: everything of an alert but its identifier and time.
public struct SituationDraft: Sendable, Hashable {
    /// What is announced.
    public let facts: SituationFacts
    /// Whether it is meant or a drill.
    public let status: AlertStatus
    /// What it is called, in Japanese.
    public let title: String
    /// For how many hours it may still be sent.
    public let hours: Int

    /// Who is told.
    public var areas: [AreaCode] {
        if case .places(let codes)? = facts.values["areas"] { codes } else { [] }
    }
}

extension Composer {
    /// The forms of what officers announce, in the order of `situations.yaml`.
    public var situations: [SituationForm] { templates.situations }

    /// A form by its name; nil where there is none.
    public func situation(_ name: String) -> SituationForm? {
        templates.situations.first { $0.name == name }
    }

    /// Reads what an officer filled in.
    ///
    /// - Parameters:
    ///   - file: what faults name.
    ///   - now: what times are compared with.
    /// - Throws: all faults at once, with line, key and what to do.
    public func situation(reading data: Data, file: String, now: Date) throws(SituationError) -> SituationDraft {
        let reader = TemplateReader(file: file, family: .situation, book: phraseBook)
        var file = SituationFileReader(reader: reader, forms: situations, places: PlaceNames(city: city), now: now)
        let draft = file.draft(data)
        guard let draft, file.reader.faults.isEmpty else { throw SituationError(faults: file.reader.faults) }
        return draft
    }

    /// The alert of a draft, as if it were issued now: nothing is stored or sent.
    public func alert(of draft: SituationDraft, id: Alert.ID, at time: Date) -> Alert {
        let facts = Facts.situation(draft.facts)
        return Alert(
            id: id,
            sender: city.sender.capSender,
            sent: time,
            status: draft.status,
            messageType: .alert,
            references: [],
            event: EventKey(rawValue: "\(draft.facts.hazard.rawValue)/\(draft.facts.kind)"),
            hazard: draft.facts.hazard,
            change: draft.facts.phase == .over ? .ended : .new,
            urgency: draft.facts.grade.urgency,
            severity: draft.facts.grade.severity,
            certainty: draft.facts.grade.certainty,
            onset: nil,
            expires: time.addingTimeInterval(Double(draft.hours) * 3600),
            areas: draft.areas,
            facts: facts,
            // Who is to hear of it hears of its end.
            peak: Measure(rawValue: 1),
            priority: draft.facts.grade.priority,
            source: Source(
                publisher: city.municipality.name(in: "ja"),
                bulletin: draft.facts.kind,
                title: draft.title,
                publishedAt: time
            )
        )
    }
}
