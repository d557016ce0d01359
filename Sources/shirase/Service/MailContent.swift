// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Gazetteer
import Localization
import Mail

/// A rendering as it is approved and stored: all that a mail says, but to whom.
struct MailContent: Codable, Sendable {
    var fromAddress: String
    var fromName: String
    var subject: String
    var text: String
    var html: String
    var date: Date
    var listLabel: String
    var listIdentifier: String
    var language: String

    init(_ rendering: MailRendering, of alert: Alert, profile: CityProfile) {
        let topic = profile.topic(alert.topic.rawValue)
        fromAddress = profile.sender.alertAddress
        fromName = profile.sender.displayName(in: rendering.language.rawValue)
        subject = rendering.subject
        text = rendering.text
        html = rendering.html
        date = alert.sent
        listLabel = topic?.key ?? alert.topic.rawValue
        listIdentifier = topic.map(profile.sender.listId) ?? profile.sender.listIdDomain
        language = rendering.language.htmlTag == "ja" ? rendering.language.rawValue : rendering.language.htmlTag
    }

    /// The mail with holes for the recipient.
    func template(encoding: BodyEncoding) throws -> MessageTemplate {
        try MessageTemplate(
            MessageTemplate.Content(
                fromAddress: EmailAddress(parsing: fromAddress),
                fromName: fromName,
                subject: subject,
                text: text,
                html: html,
                date: date,
                listID: (listLabel, listIdentifier),
                languageTag: language
            ),
            encoding: encoding
        )
    }
}
