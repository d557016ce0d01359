// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Mailbox

/// What lists show of a mail.
struct MailSummary: Sendable {
    let sequence: Int
    /// What mails of one alert share: the left part of their Message-IDs up to the recipient, or their subject.
    let alert: String
    /// The first language of Content-Language, as far as it is one of the sixteen.
    let language: Language?
    let subject: String
    /// The forward paths of the envelope.
    let recipient: String
    /// Japan's time of day.
    let time: String

    init(_ mail: ReceivedMail, face: MailFace) {
        sequence = mail.sequence
        language = face.language
        subject = face.subject
        recipient = mail.envelopeTo.joined(separator: ", ")
        time = Self.timeOfDay(mail.receivedAt)
        alert = Self.alert(messageID: mail.messageID) ?? face.subject
    }

    /// `alert.recipient@domain`: all before the last dot.
    static func alert(messageID: String) -> String? {
        let left = messageID.prefix { $0 != "@" }
        guard let dot = left.lastIndex(of: "."), dot != left.startIndex else { return nil }
        return String(left[..<dot])
    }

    /// `18:42:07`, in Japan, which has no summer time.
    static func timeOfDay(_ date: Date) -> String {
        let second = Int((date.timeIntervalSince1970 + 9 * 3_600).rounded(.down)) % 86_400
        let parts = [second / 3_600, second / 60 % 60, second % 60]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension MailSummary {
    /// How a language is written in an address: its tag, or `other` for none of the sixteen.
    static func tag(_ language: Language?) -> String { language?.rawValue ?? "other" }

    /// How a language is shown.
    static func name(_ language: Language?) -> String { language?.endonym ?? "Other" }
}
