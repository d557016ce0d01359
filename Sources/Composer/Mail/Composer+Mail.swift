// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

extension Composer {
    /// The mail of an alert for readers of a language.
    ///
    /// If the language does not have every phrase ready, the whole mail is written in easy Japanese and then English
    /// (Japanese, where one of these is it or lacks a phrase itself), and `missing` says why.
    ///
    /// - Parameters:
    ///   - previous: the alert before it in the chain, so that the mail can say what changed.
    /// - Throws: `ComposerError.noLanguage` if no language has every phrase; it names all that are missing.
    public func mail(
        for alert: Alert,
        in language: Language,
        previous: Alert?
    ) throws(ComposerError) -> MailRendering {
        try mail(in: language) { other throws(ComposerError) in
            try compose(alert, in: other, asked: language, previous: previous)
        }
    }

    /// A mail of what composes to a document in some language: in the reader's own, or in those that stand in for it.
    func mail(
        in language: Language,
        composing compose: (Language) throws(ComposerError) -> (document: Document?, gaps: [PhraseGap])
    ) throws(ComposerError) -> MailRendering {
        let own = try compose(language)
        if let document = own.document {
            return mail([document], in: language, subject: document.subject, missing: [])
        }
        var gaps = own.gaps
        var documents: [Document] = []
        for other in [Language.easyJapanese, .english, .japanese] where other != language && documents.count < 2 {
            let found = try compose(other)
            gaps += found.gaps
            if let document = found.document { documents.append(document) }
        }
        guard !documents.isEmpty else { throw .noLanguage(gaps) }
        // English first: it is read by more of those whose language is not written yet than Japanese.
        let subjects = documents.sorted { $0.language == .english && $1.language != .english }.map(\.subject)
        return mail(documents, in: language, subject: subjects.joined(separator: " / "), missing: gaps)
    }

    private func mail(
        _ documents: [Document],
        in language: Language,
        subject: String,
        missing: [PhraseGap]
    ) -> MailRendering {
        MailRendering(
            language: language,
            written: documents.map(\.language),
            subject: subject,
            text: MailText(documents: documents, stopURL: unsubscribeMarker).written,
            html: MailHTML(documents: documents, subject: subject, stopURL: unsubscribeMarker).written,
            missing: missing
        )
    }
}
