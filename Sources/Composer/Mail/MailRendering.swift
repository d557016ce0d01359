// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Localization

/// An alert as a mail in one language: what every reader of it gets, but for the link to stop.
public struct MailRendering: Sendable, Codable, Hashable {
    /// The language asked for.
    public let language: Language
    /// What it is written in: that language, or those that stand in for it, in order.
    public let written: [Language]
    /// One line; the fact first, marked if it is a drill.
    public let subject: String
    /// For `text/plain`: lines of at most 78 columns but for URLs, each ended by a line feed.
    public let text: String
    /// For `text/html`: a whole document that fetches nothing.
    public let html: String
    /// The phrases because of which other languages stand in; each once.
    public let missing: [PhraseGap]

    /// A mail as composed.
    public init(
        language: Language,
        written: [Language],
        subject: String,
        text: String,
        html: String,
        missing: [PhraseGap]
    ) {
        self.language = language
        self.written = written
        self.subject = subject
        self.text = text
        self.html = html
        self.missing = missing
    }
}
