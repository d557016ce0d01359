// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Localization

/// The structure of the messages of one hazard, free of language.
struct AlertTemplate: Sendable {
    /// A phrase and when it is said.
    struct Part: Sendable {
        let phrase: PhraseKey
        /// The row's label, in facts only.
        let label: PhraseKey?
        let condition: Condition
        let line: Int?
        let path: String
    }

    /// What a message consists of.
    enum Section: String, CaseIterable {
        /// The first part that fits.
        case subject
        /// Level and action: sentences.
        case lead
        /// What to do: a list.
        case actions
        /// What is known: a table.
        case facts
        /// Who says so.
        case source
        /// Why this reader gets it.
        case footer
    }

    /// The sections in the order in which the file has them, which is that of the message.
    let sections: [(section: Section, parts: [Part])]

    func parts(of section: Section) -> [Part] {
        sections.first { $0.section == section }?.parts ?? []
    }

    /// The parts of a section that are said in a situation.
    func parts(of section: Section, in situation: Situation) -> [Part] {
        parts(of: section).filter { $0.condition.holds(for: situation) }
    }
}

/// What all messages have around them.
struct FrameTemplate: Sendable {
    /// Marks of what is not meant: in the subject, and as first and last line.
    struct Marks: Sendable {
        let mark: PhraseKey
        let banner: PhraseKey
    }

    /// By `exercise` and `test`.
    let marks: [String: Marks]
    /// First words of the subject, by change; a new alert has none.
    let changes: [Change: PhraseKey]
    /// Titles, by section.
    let headings: [AlertTemplate.Section: PhraseKey]
    /// Said where the reader's own language is not written yet.
    let fallback: PhraseKey
    /// Said where no native has read all of the text.
    let unsigned: PhraseKey
    /// What the link to the city's pages is called.
    let cityLink: PhraseKey
    /// What the link to stop is called.
    let stopLink: PhraseKey
    /// Source and footer of all hazards.
    let common: AlertTemplate
}

extension Alert {
    /// The subject's first words by what changed; what ends a situation is a situation of its own, and says so itself.
    func changeMark(of frame: FrameTemplate) -> PhraseKey? {
        hazard.family == .situation && change == .ended ? nil : frame.changes[change]
    }
}
