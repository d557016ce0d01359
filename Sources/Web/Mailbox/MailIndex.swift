// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Mailbox

/// The summaries of the mails that a store holds, each read once.
actor MailIndex {
    /// The newest mails that are listed; older ones are still found by number.
    static let capacity = 10_000

    private let store: MailStore
    private var summaries: [MailSummary] = []
    private var seen = 0
    private var reader = MailFaceReader()

    init(store: MailStore) {
        self.store = store
    }

    /// All summaries, oldest first, up to what has come by now.
    func upToDate() -> [MailSummary] {
        let received = store.count
        if received > seen {
            let new = store.latest(min(received - seen, Self.capacity)).reversed().filter { $0.sequence > seen }
            for mail in new { summaries.append(MailSummary(mail, face: reader.face(of: mail))) }
            seen = max(received, summaries.last?.sequence ?? 0)
        }
        let forgotten = summaries.prefix { store.mail($0.sequence) == nil }.count
        summaries.removeFirst(max(forgotten, summaries.count - Self.capacity))
        return summaries
    }
}

/// The mails of one alert.
struct AlertGroup {
    let alert: String
    /// By language in the order in which languages are shown, those of no known language last.
    let languages: [(language: Language?, mails: [MailSummary])]

    /// Groups summaries, the alert that came last first.
    static func groups(of summaries: [MailSummary]) -> [AlertGroup] {
        let byAlert = Dictionary(grouping: summaries, by: \.alert)
        return byAlert.map { AlertGroup(alert: $0, summaries: $1) }.sorted { $0.firstSequence > $1.firstSequence }
    }

    private init(alert: String, summaries: [MailSummary]) {
        self.alert = alert
        languages = Dictionary(grouping: summaries, by: \.language)
            .map { ($0, $1) }
            .sorted { left, right in
                guard let second = right.0 else { return left.0 != nil }
                return left.0.map { $0 < second } ?? false
            }
    }

    /// How many mails.
    var count: Int { languages.reduce(0) { $0 + $1.mails.count } }

    /// What stands for the alert: its English mail, or the Japanese one, or any.
    var face: MailSummary? {
        let wanted: [Language?] = [.english, .japanese]
        return wanted.lazy.compactMap { wanted in languages.first { $0.language == wanted }?.mails.first }.first
            ?? languages.first?.mails.first
    }

    private var firstSequence: Int { languages.compactMap { $0.mails.first?.sequence }.min() ?? 0 }
}
