// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Localization

extension Composer {
    /// The mail of a message about a reader's own registration, in the language that they chose.
    ///
    /// It has no link that stops the messages but the one that the message itself names; where the language lacks a
    /// phrase, easy Japanese and English stand in as for alerts.
    ///
    /// - Throws: `ComposerError.noLanguage` if no language has every phrase.
    public func mail(_ message: AccountMessage, in language: Language) throws(ComposerError) -> MailRendering {
        try mail(in: language) { other throws(ComposerError) in
            var draft = AccountDraft(message, language: other, asked: language, composer: self)
            let document = try draft.document()
            return draft.phrasing.gaps.isEmpty ? (document, []) : (nil, draft.phrasing.gaps)
        }
    }
}
