// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization

/// What a replay found, for people and machines.
struct ReplayReport: Sendable, Encodable {
    struct Line: Sendable, Encodable {
        let at: Date
        let alert: String
        let hazard: String
        let change: String
        let measure: String
        let priority: String
        let status: String
        /// Why: the rule, and the telegram.
        let rule: String
        let hold: String?
        /// Whether it is a drill that is recorded and sent to nobody.
        let recorded: Bool
        let bulletin: String
        let title: String
        let file: String
        let audience: Int
        let languages: [String: Int]
        /// Subject and text by language, where asked for.
        let wording: [String: Wording]?
    }

    struct Wording: Sendable, Encodable {
        let subject: String
        let text: String
    }

    struct AlarmLine: Sendable, Encodable {
        let at: Date
        let kind: String
        let about: String
        let message: String
    }

    /// What one file of rules does and the other does not.
    struct Difference: Sendable, Encodable {
        /// The file compared with.
        let against: String
        let issued: Int
        let held: Int
        /// Alerts of the rules in force that the others do not make.
        let onlyHere: [Line]
        /// Alerts that only the others make.
        let onlyThere: [Line]
        /// Alerts of both, one of which goes out by itself and the other waits.
        let otherwise: [Line]
    }

    let city: String
    let rules: String
    let residents: String
    let files: Int
    let duplicates: Int
    let from: Date?
    let to: Date?
    let counts: ReplayRun.Counts
    let kinds: [ReplayHistory.KindCount]
    let changes: [String: [String: Int]]
    let refusals: [ReplayHistory.Refusal]
    let alerts: [Line]
    let alarms: [AlarmLine]
    let difference: Difference?

    /// How an event becomes a line.
    struct Teller: Sendable {
        let city: City
        let audience: ReplayAudience
        let languages: [Language]

        func line(_ event: ReplayRun.Event) throws -> Line {
            let counts = try audience.counts(of: event.alert, in: city.profile)
            var wording: [String: Wording]?
            if !languages.isEmpty {
                wording = [:]
                for language in languages {
                    let mail = try city.composer.mail(for: event.alert, in: language, previous: event.previous)
                    wording?[language.rawValue] = Wording(subject: mail.subject, text: mail.text)
                }
            }
            let alert = event.alert
            return Line(
                at: event.at,
                alert: alert.id.rawValue,
                hazard: alert.hazard.rawValue,
                change: alert.change.rawValue,
                measure: alert.facts.measure.threshold(for: alert.topic),
                priority: alert.priority.name,
                status: alert.status.rawValue,
                rule: event.rule,
                hold: event.hold,
                recorded: event.isRecorded,
                bulletin: event.step.bulletin,
                title: event.step.title,
                file: event.step.file,
                audience: counts.values.reduce(0, +),
                languages: counts,
                wording: wording
            )
        }
    }

    init(
        _ history: ReplayHistory,
        _ run: ReplayRun,
        rules: String,
        residents: String,
        against: (name: String, run: ReplayRun)?,
        teller: Teller
    ) throws {
        city = teller.city.profile.identifier
        self.rules = rules
        self.residents = residents
        files = history.files
        duplicates = history.duplicates
        from = history.steps.first?.sentAt
        to = history.steps.last?.sentAt
        counts = run.counts
        kinds = history.kinds
        changes = run.changes
        refusals = history.refusals
        alerts = try run.events.map(teller.line)
        alarms = run.alarms.map {
            AlarmLine(at: $0.raisedAt, kind: $0.kind.rawValue, about: $0.subject, message: $0.message)
        }
        difference = try against.map { try Self.difference(run, $0.run, named: $0.name, teller: teller) }
    }

    private static func difference(
        _ here: ReplayRun,
        _ there: ReplayRun,
        named name: String,
        teller: Teller
    ) throws -> Difference {
        let ours = Dictionary(here.events.map { ($0.key, $0) }) { first, _ in first }
        let theirs = Dictionary(there.events.map { ($0.key, $0) }) { first, _ in first }
        return Difference(
            against: name,
            issued: there.counts.issued,
            held: there.counts.held,
            onlyHere: try here.events.filter { theirs[$0.key] == nil }.map(teller.line),
            onlyThere: try there.events.filter { ours[$0.key] == nil }.map(teller.line),
            otherwise: try there.events.filter { event in
                ours[event.key].map { ($0.hold == nil) != (event.hold == nil) } ?? false
            }.map(teller.line)
        )
    }
}
