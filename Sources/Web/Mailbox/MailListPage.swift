// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// `/mailbox`: mails one by one, newest first, of one alert or language if asked.
struct MailListPage {
    let title: String
    let summaries: [MailSummary]
    let filter: LanguageFilter
    let alert: String?
    let before: Int

    var values: [String: Any?] {
        let matching = summaries.reversed().filter { summary in
            filter.admits(summary.language) && (alert == nil || summary.alert == alert)
        }
        let rest = matching.filter { $0.sequence < before }
        let shown = Array(rest.prefix(MailboxController.pageSize))
        let older = shown.last.flatMap { last in
            rest.count > shown.count ? Self.address(filter: filter, alert: alert, before: last.sequence) : nil
        }
        return [
            "title": title,
            "heading": heading(matching),
            "headingLang": alert == nil ? "en" : AlertGroup.groups(of: matching).first?.face?.language?.htmlTag ?? "",
            "language": languageName,
            "count": matching.count,
            "noun": matching.count == 1 ? "mail" : "mails",
            "hasMails": !shown.isEmpty,
            "newest": before == .max ? nil : Self.address(filter: filter, alert: alert),
            "older": older,
            "mails": shown.map { mail -> [String: Any] in
                [
                    "mail": mail.sequence, "subject": mail.subject, "lang": mail.language?.htmlTag ?? "",
                    "name": MailSummary.name(mail.language), "time": mail.time, "recipient": mail.recipient,
                ]
            },
        ]
    }

    private func heading(_ matching: [MailSummary]) -> String {
        guard alert != nil else { return "All mails" }
        return AlertGroup.groups(of: matching).first?.face?.subject ?? "No such alert"
    }

    private var languageName: String? {
        if case .only(let language) = filter { MailSummary.name(language) } else { nil }
    }

    /// The address of such a page.
    static func address(filter: LanguageFilter, alert: String?, before: Int? = nil) -> String {
        var query: [(String, String)] = []
        if let alert { query.append(("alert", alert)) }
        if case .only(let language) = filter { query.append(("lang", MailSummary.tag(language))) }
        if let before { query.append(("before", "\(before)")) }
        return Address.of("/mailbox", query)
    }
}
