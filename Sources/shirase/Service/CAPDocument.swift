// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import CAP
import Composer
import Foundation
import Gazetteer
import Localization

/// The CAP document of a stored alert, in every language that has its words ready.
struct CAPDocument {
    /// The alert of an identifier, if there is one.
    private let find: (Alert.ID) throws -> Alert?
    private let city: City

    init(desk: AlertDesk, city: City) {
        find = { try desk.alert($0)?.alert }
        self.city = city
    }

    /// Of alerts that no desk holds.
    init(alerts: [Alert], city: City) {
        find = { id in alerts.first { $0.id == id } }
        self.city = city
    }

    /// The document, and the languages that are missing in it.
    func write(_ alert: Alert) throws -> (data: Data, missing: [Language]) {
        let previous = try alert.references.last.flatMap { try find($0) }
        var texts: [CAPIssuer.Text] = []
        var missing: [Language] = []
        for language in Language.all {
            do throws(ComposerError) {
                let words = try city.composer.capWords(for: alert, in: language, previous: previous)
                let tag = language.rawValue
                texts.append(
                    .init(
                        language: tag,
                        headline: words.headline,
                        description: words.description,
                        instruction: words.instruction,
                        senderName: city.profile.sender.displayName(in: tag),
                        area: alert.areas.map { city.profile.areas[$0]?.name(in: tag) ?? $0.rawValue }
                            .joined(separator: ", ")
                    )
                )
            } catch {
                guard case .incomplete = error else { throw error }
                missing.append(language)
            }
        }
        var sent: [Alert.ID: Date] = [:]
        for id in alert.references { sent[id] = try find(id)?.sent }
        let message = CAPIssuer().message(
            of: alert,
            texts: texts,
            sent: sent,
            polygons: alert.areas == [city.profile.municipality.id]
                ? city.profile.boundary.map { $0.map { CAPArea.Point($0.latitude, $0.longitude) } } : [],
            web: city.profile.sender.publicURL.absoluteString
        )
        return (try CAPWriter().write(message), missing)
    }
}
