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
    /// What it is to what was announced before: `new` or `ended` by its form, or one of ``changes``.
    public let change: Change
    /// What it is called, in Japanese.
    public let title: String
    /// For how many hours it may still be sent.
    public let hours: Int

    /// What an officer may make of what was announced: 続報, 訂正, 取消.
    public static let changes: [Change] = [.detailed, .corrected, .withdrawn]

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
    ///
    /// - Parameter earlier: what it updates, corrects, withdraws or ends; none where it is the first word.
    public func alert(of draft: SituationDraft, id: Alert.ID, at time: Date, after earlier: Alert? = nil) -> Alert {
        let facts = Facts.situation(draft.facts)
        // CAP 1.2 section 3.2.1: an Update and a Cancel name what they are about.
        let messageType: MessageType = earlier == nil ? .alert : draft.change == .withdrawn ? .cancel : .update
        return Alert(
            id: id,
            sender: city.sender.capSender,
            sent: time,
            status: draft.status,
            messageType: messageType,
            references: (earlier?.references ?? []) + [earlier?.id].compactMap { $0 },
            event: EventKey(rawValue: "\(draft.facts.hazard.rawValue)/\(draft.facts.kind)"),
            hazard: draft.facts.hazard,
            change: draft.change,
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
