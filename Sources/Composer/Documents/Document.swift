// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Localization

/// A message in one language, whatever it will be sent as: what is said, in order, without shape.
public struct Document: Sendable, Hashable {
    /// A row of the table of facts.
    public struct Fact: Sendable, Hashable {
        /// What it is: 震源.
        public let label: RubyText
        /// What is known of it: 千葉県北西部.
        public let value: RubyText

        /// A row.
        public init(label: RubyText, value: RubyText) {
            self.label = label
            self.value = value
        }
    }

    /// A piece of the message.
    public enum Block: Sendable, Hashable {
        /// The title of what follows.
        case heading(RubyText)
        /// The sentences that matter most; shown large where a shape can.
        case lead([RubyText])
        /// A sentence or more.
        case paragraph(RubyText)
        /// Sentences of equal weight, in order.
        case list([RubyText])
        /// What is known, as labels and values.
        case facts([Fact])
        /// A link and what it leads to.
        case link(RubyText, url: String)
        /// A word about the message itself, such as that it is not in the reader's language.
        case notice(RubyText)
    }

    /// The language that it is written in.
    public let language: Language
    /// One line of plain text, the fact first, marked if it is a drill.
    public let subject: String
    /// What marks a drill or a test, to stand first and last; none for an alert that is meant.
    public let banner: RubyText?
    /// What is announced and what to do, and who says so.
    public let blocks: [Block]
    /// Who sends the message and why to this reader.
    public let footer: [Block]
    /// What the link to stop the messages is called; nil where the message has none.
    public let stopLabel: RubyText?
    /// The language's name in itself, as a title where two languages stand in one message.
    public let languageName: RubyText

    /// Puts a document together.
    public init(
        language: Language,
        subject: String,
        banner: RubyText?,
        blocks: [Block],
        footer: [Block],
        stopLabel: RubyText?,
        languageName: RubyText
    ) {
        self.language = language
        self.subject = subject
        self.banner = banner
        self.blocks = blocks
        self.footer = footer
        self.stopLabel = stopLabel
        self.languageName = languageName
    }
}
