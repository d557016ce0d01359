// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mail

/// The mail that is sent: about as long as an alert in Japanese, each with its own To, Message-ID and link.
struct BenchMail: Sendable {
    let template: MessageTemplate
    /// One message as it goes over the wire, dots not stuffed.
    let sample: [UInt8]

    init() throws {
        let line = "市川市に大雨危険警報が発表されています。低い土地、地下、川やがけの近くから離れてください。\r\n"
        let text = String(repeating: line, count: 14) + "\r\n" + MessageTemplate.unsubscribeHole + "\r\n"
        template = try MessageTemplate(
            MessageTemplate.Content(
                fromAddress: EmailAddress(parsing: "alerts@city.example.jp"),
                fromName: "市川市",
                subject: "市川市 警戒レベル4相当 大雨危険警報",
                text: text,
                date: Date(timeIntervalSince1970: 1_793_836_800),
                listID: ("weather", "weather.city.example.jp"),
                languageTag: "ja"
            ),
            encoding: .eightBit
        )
        var bytes: [UInt8] = []
        template.append(to: &bytes, for: try Self.recipient("resident-000000@example.jp", "a-000000", "0"))
        sample = bytes
    }

    static func recipient(_ address: String, _ id: String, _ token: String) throws -> MessageTemplate.Recipient {
        try MessageTemplate.Recipient(
            address: EmailAddress(parsing: address),
            messageID: MessageID(left: id, domain: "city.example.jp"),
            unsubscribeURL: "https://city.example.jp/u/\(token)"
        )
    }

    static func settings(_ sink: Sink) -> SMTPSettings {
        SMTPSettings(host: sink.host, port: sink.port, security: .none, heloName: "localhost")
    }
}
