// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Mailbox

/// `/mailbox/{n}`: one mail as it came.
struct MailPage {
    let title: String
    let mail: ReceivedMail
    let summaries: [MailSummary]
    let hasStop: Bool

    var values: [String: Any?] {
        let decoded = mail.decoded
        let summary = MailSummary(mail, face: MailFace(decoded))
        let group = AlertGroup.groups(of: summaries.filter { $0.alert == summary.alert }).first
        let siblings = group?.languages.first { $0.language == summary.language }?.mails ?? []
        return [
            "title": title,
            "number": mail.sequence,
            "subject": decoded.subject.isEmpty ? "(no subject)" : decoded.subject,
            "lang": summary.language?.htmlTag ?? "",
            "languages": group?.languages.map { language, mails -> [String: Any] in
                [
                    "name": MailSummary.name(language), "lang": language?.htmlTag ?? "en",
                    "mail": mails.first?.sequence ?? 0, "isCurrent": language == summary.language,
                ]
            },
            "list": MailListPage.address(filter: .only(summary.language), alert: summary.alert),
            "listCount": siblings.count,
            "language": MailSummary.name(summary.language),
            "previous": siblings.last { $0.sequence < mail.sequence }?.sequence,
            "next": siblings.first { $0.sequence > mail.sequence }?.sequence,
            "from": decoded.from,
            "to": decoded.to,
            "date": decoded.header("Date") ?? "",
            "time": summary.time,
            "size": mail.size,
            "stop": hasStop ? Self.stopPath(decoded.header("List-Unsubscribe") ?? "") : nil,
            "headers": headers(decoded),
            "headerCount": decoded.headers.count,
            "text": decoded.text,
            "hasHTML": decoded.html != nil,
            "isEmpty": decoded.text == nil && decoded.html == nil,
        ]
    }

    private func headers(_ decoded: DecodedMail) -> [[String: Any]] {
        let envelope = [
            ("MAIL FROM", "<\(mail.envelopeFrom)>"),
            ("RCPT TO", mail.envelopeTo.map { "<\($0)>" }.joined(separator: " ")),
        ]
        return envelope.map { ["name": $0.0, "value": $0.1, "isEnvelope": true] }
            + decoded.headers.map { ["name": $0.name, "value": $0.value] }
    }

    /// The path `/u/…` of the first link of a List-Unsubscribe header on this server, wherever the header points.
    static func stopPath(_ header: String) -> String? {
        for link in header.split(separator: ",") {
            let parts = link.filter { $0 != "<" && $0 != ">" && $0 != " " }.split(separator: "/")
            guard parts.count >= 2, parts[parts.count - 2] == "u", let token = parts.last else { continue }
            if UnsubscribeController.isWellFormed(String(token)) { return "/u/\(token)" }
        }
        return nil
    }
}
