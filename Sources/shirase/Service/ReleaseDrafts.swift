// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Composer
import Delivery
import Foundation
import Gazetteer
import Localization
import Logging
import Registry
import Storage

/// What a release of an alert says and whom it reaches, as it would be now.
struct ReleaseDraft: Sendable {
    let scope: String
    let audience: [AudienceGroup]
    let renderings: [Rendering]

    /// How many it reaches.
    var size: Int { audience.reduce(0) { $0 + $1.members.count } }
    /// What an approval of it names.
    var contentHash: String { ContentHash.of(renderings, scope: scope) }
}

/// Writes releases: the same for what goes out now, what is shown before its approval, and what is checked at its time.
struct ReleaseDrafts: Sendable {
    let desk: AlertDesk
    let registry: Registry
    let city: City
    let gaps: PhraseGaps
    let logger: Logger

    /// Whom an alert concerns.
    func query(for alert: Alert) -> AudienceQuery {
        AudienceQuery(topic: alert.topic, areas: city.profile.areas.related(to: alert.areas), measure: alert.peak)
    }

    /// Whom an alert reaches: where it heeds quiet hours, by when theirs are over.
    func audience(of alert: Alert, now: Date) throws -> [AudienceGroup] {
        try registry.audience(of: query(for: alert), quietAt: alert.priority.heedsQuietHours ? now : nil)
    }

    /// Audience and channel in a fixed form, for the approval's hash.
    func scope(of alert: Alert, world: String) -> String {
        let query = query(for: alert)
        let areas = query.areas.map(\.rawValue).sorted().joined(separator: ",")
        return "mail/\(world)/\(query.topic.rawValue)/\(query.measure.rawValue)/\(areas)"
    }

    /// A draft in every language, whoever reads them today: who subscribes until its time finds theirs approved.
    func draft(of alert: Alert, now: Date) throws -> ReleaseDraft {
        let audience = try audience(of: alert, now: now)
        let tags = Set(Language.all.map(\.rawValue)).union(audience.map(\.language))
        return ReleaseDraft(
            scope: scope(of: alert, world: alert.status == Drill.status ? Drill.name : Live.name),
            audience: audience,
            renderings: try renderings(of: alert, in: tags)
        )
    }

    /// What an alert says, in these languages.
    func renderings(of alert: Alert, in tags: Set<String>) throws -> [Rendering] {
        let previous = try alert.references.last.flatMap { try desk.alert($0)?.alert }
        return try tags.sorted().concurrentMap { tag in
            // A tag that is no language of ours any more still gets the alert.
            let language = Language(rawValue: tag) ?? .english
            let mail = try city.composer.mail(for: alert, in: language, previous: previous)
            if !mail.missing.isEmpty {
                gaps.add(mail.missing)
                logger.warning(
                    "phrases are missing; the mail goes out in other languages",
                    metadata: [
                        "alert": "\(alert.id)", "language": "\(tag)",
                        "written": "\(mail.written.map(\.rawValue).joined(separator: " "))",
                        "phrases": "\(mail.missing.map(\.key).joined(separator: " "))",
                    ]
                )
            }
            return Rendering(
                language: tag,
                content: try JSON.encode(MailContent(mail, of: alert, profile: city.profile))
            )
        }
    }
}
