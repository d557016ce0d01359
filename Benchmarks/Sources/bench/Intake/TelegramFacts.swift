// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake

/// What both readers must find in a telegram, as one line of fields between bars.
///
/// The envelope of every telegram; of earthquakes, tsunami and weather warnings also whether it concerns the city and what
/// it says of it. `Python/read_telegrams.py` writes the same line.
struct TelegramFacts {
    let line: String

    init(_ telegram: Telegram, _ concern: Concern) {
        let envelope = telegram.envelope
        var fields = [
            envelope.title,
            envelope.status.rawValue,
            envelope.infoType.rawValue,
            envelope.eventIDs.joined(separator: " "),
            "\(Int(envelope.reportedAt.timeIntervalSince1970))",
            envelope.serial.map(String.init) ?? "-",
            // One line, whatever the headline has.
            String(decoding: envelope.headline.utf8.map { $0 == UInt8(ascii: "\n") ? 0x20 : $0 }, as: UTF8.self),
        ]
        if Self.hasCityFacts(telegram.kind.name) {
            if case .reports = concern { fields.append("concerned") } else { fields.append("not concerned") }
            fields += Self.fields(of: telegram.body)
        }
        line = fields.joined(separator: "|")
    }

    /// Whether the kind is one of those of which more than the envelope is compared.
    private static func hasCityFacts(_ kind: String) -> Bool {
        switch kind {
        case "VXSE51", "VXSE52", "VXSE53", "VXSE61", "VXSE62", "VTSE41", "VTSE51", "VTSE52", "VPWW53", "VPWW54",
            "VPWW55", "VPWW56", "VPWW57", "VPWW58", "VPWW59", "VPWW60", "VPWW61":
            true
        default: false
        }
    }
}
