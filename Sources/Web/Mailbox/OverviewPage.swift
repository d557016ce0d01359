// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// `/`: each alert with its languages, one mail a click away.
struct OverviewPage {
    /// Seconds between two readings of the page.
    static let updateInterval = 5

    let title: String
    let received: Int
    let summaries: [MailSummary]
    let filter: LanguageFilter
    let isUpdating: Bool

    var values: [String: Any?] {
        let groups = AlertGroup.groups(of: summaries)
        let languages = Dictionary(grouping: summaries, by: \.language)
        let shown = groups.map { section($0) }.filter { !($0["rows"] as? [[String: Any]] ?? []).isEmpty }
        return [
            "title": title,
            "isUpdating": isUpdating,
            "interval": Self.updateInterval,
            "toggle": address(filter, isUpdating: !isUpdating),
            "received": received,
            "receivedNoun": received == 1 ? "mail" : "mails",
            "languageCount": languages.keys.count,
            "languageNoun": languages.keys.count == 1 ? "language" : "languages",
            "alertCount": groups.count,
            "alertNoun": groups.count == 1 ? "alert" : "alerts",
            "hasMails": !summaries.isEmpty,
            "filters": filters(languages.mapValues(\.count)),
            "alerts": shown,
        ]
    }

    private func filters(_ counts: [Language?: Int]) -> [[String: Any]] {
        let known = counts.keys.compactMap { $0 }.sorted().map { Optional($0) }
        let tail: [Language?] = counts[nil] == nil ? [] : [nil]
        let all: [String: Any] = [
            "name": "All", "lang": "en", "count": summaries.count, "isCurrent": filter == .all,
            "address": address(.all, isUpdating: isUpdating),
        ]
        return [all]
            + (known + tail).map { language in
                [
                    "name": MailSummary.name(language), "lang": language?.htmlTag ?? "en",
                    "count": counts[language] ?? 0,
                    "isCurrent": filter == .only(language),
                    "address": address(.only(language), isUpdating: isUpdating),
                ]
            }
    }

    private func section(_ group: AlertGroup) -> [String: Any] {
        let rows = group.languages.filter { filter.admits($0.language) }.map { language, mails -> [String: Any] in
            [
                "name": MailSummary.name(language),
                "lang": language?.htmlTag ?? "",
                "subject": mails.first?.subject ?? "",
                "mail": mails.first?.sequence ?? 0,
                "count": mails.count,
                "noun": mails.count == 1 ? "mail" : "mails",
                "list": MailListPage.address(filter: .only(language), alert: group.alert),
            ]
        }
        return [
            "subject": group.face?.subject ?? "",
            "lang": group.face?.language?.htmlTag ?? "",
            "time": group.face?.time ?? "",
            "count": group.count,
            "noun": group.count == 1 ? "mail" : "mails",
            "languageCount": group.languages.count,
            "languageNoun": group.languages.count == 1 ? "language" : "languages",
            "list": MailListPage.address(filter: .all, alert: group.alert),
            "rows": rows,
        ]
    }

    private func address(_ filter: LanguageFilter, isUpdating: Bool) -> String {
        var query: [(String, String)] = []
        if case .only(let language) = filter { query.append(("lang", MailSummary.tag(language))) }
        if !isUpdating { query.append(("updates", "off")) }
        return Address.of("/", query)
    }
}
