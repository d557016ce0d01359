// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

/// The words of an alert for a CAP `info` block.
public struct CAPWords: Sendable, Hashable {
    /// The subject.
    public let headline: String
    /// What happens and what is known of it.
    public let description: String
    /// What to do; nil where the alert asks for nothing.
    public let instruction: String?
}

extension Composer {
    /// The words of an alert in a language, for a CAP `info` block: plain text without links.
    ///
    /// - Throws: `ComposerError.incomplete` where the language does not have every phrase ready.
    public func capWords(
        for alert: Alert,
        in language: Language,
        previous: Alert?
    ) throws(ComposerError) -> CAPWords {
        let (document, gaps) = try compose(alert, in: language, asked: language, previous: previous)
        guard let document else { throw .incomplete(language, gaps) }
        var description: [String] = document.banner.map { [$0.plain] } ?? []
        var instruction: [String] = []
        for block in document.blocks {
            switch block {
            case .lead(let texts): description += texts.map(\.plain)
            case .paragraph(let text): description.append(text.plain)
            case .facts(let facts): description += facts.map { "\($0.label.plain): \($0.value.plain)" }
            case .list(let texts): instruction += texts.map(\.plain)
            case .heading, .link, .notice: continue
            }
        }
        return CAPWords(
            headline: document.subject,
            description: description.joined(separator: "\n"),
            instruction: instruction.isEmpty ? nil : instruction.joined(separator: "\n")
        )
    }
}
