// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Composer
import Foundation
import Gazetteer
import Intake
import Localization
import Mail
import Measuring

/// The repository's own words and the alert that is put into them: the tsunami warning of the demonstration.
struct ComposeSource {
    let city: CityProfile
    let composer: Composer
    let alert: Alert

    /// Reads phrases, templates and the city's profile, and the telegram.
    init() throws {
        let root = URL(fileURLWithPath: #filePath).parent(5)
        city = try CityProfile(directory: root.appendingPathComponent("Cities/ichikawa"))
        composer = try Composer(
            templates: root.appendingPathComponent("Templates"),
            phraseBook: PhraseBook(directory: root.appendingPathComponent("Locales")),
            city: city,
            unsubscribeMarker: MessageTemplate.unsubscribeHole
        )
        let file = root.appendingPathComponent("Cities/ichikawa/demo/04-VTSE41.xml")
        let telegram = try TelegramReader().read(Data(contentsOf: file))
        guard case .reports(let reports) = CityFilter(scope: BenchCity.scope).decide(telegram) else {
            throw BenchError(description: "\(file.path): does not concern the city")
        }
        let identity = AlertIdentity(prefix: city.identifier, sender: city.sender.capSender)
        let alerts = try AlertDesk.preview(reports, judge: Judge(rules: city.rules, identity: identity))
        guard let alert = alerts.last else { throw BenchError(description: "\(file.path): makes no alert") }
        self.alert = alert
    }

    func mail(in language: Language) throws -> MailRendering {
        try composer.mail(for: alert, in: language, previous: nil)
    }

    /// The message of a rendering with holes for its recipient, as `serve` makes it.
    func template(_ mail: MailRendering) throws -> MessageTemplate {
        try MessageTemplate(
            MessageTemplate.Content(
                fromAddress: EmailAddress(parsing: city.sender.alertAddress),
                fromName: city.sender.displayName(in: mail.language.rawValue),
                subject: mail.subject,
                text: mail.text,
                html: mail.html,
                date: alert.sent,
                listID: ("", listID),
                languageTag: mail.language.htmlTag
            ),
            encoding: .eightBit
        )
    }

    var listID: String { "tsunami.\(city.sender.listIdDomain)" }

    static func recipient(_ number: Int) throws -> MessageTemplate.Recipient {
        try MessageTemplate.Recipient(
            address: EmailAddress(parsing: "resident-\(number)@example.jp"),
            messageID: MessageID(left: "a-\(number)", domain: "city.example.jp"),
            unsubscribeURL: "https://city.example.jp/u/\(number)"
        )
    }

    /// The same mails for Python.
    func job(seconds: Double) throws -> ComposeJob {
        let areas = [city.municipality.id, "312"] + alert.areas
        return ComposeJob(
            seconds: seconds,
            date: Int(alert.sent.timeIntervalSince1970),
            fromAddress: city.sender.alertAddress,
            listID: "<\(listID)>",
            mails: try Language.all.map { language in
                let names = areas.compactMap { city.areas[$0]?.name(in: language.rawValue) }
                let name = city.sender.displayName(in: language.rawValue)
                return ComposeJob.Mail(try mail(in: language), fromName: name, places: names)
            }
        )
    }
}
