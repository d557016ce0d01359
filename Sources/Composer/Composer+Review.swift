// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

extension Composer {
    /// The phrases of an alert that stand in a language although no native has signed them off, in the order of their
    /// use; none for Japanese, which officers write themselves.
    public func unsignedPhrases(
        for alert: Alert,
        in language: Language,
        previous: Alert?
    ) throws(ComposerError) -> [PhraseKey] {
        guard let template = templates.template(for: alert) else { return [] }
        let previous = previous.flatMap { $0.facts.hazard == alert.facts.hazard ? $0 : nil }
        var draft = DocumentDraft(
            wording: Wording(alert, previous: previous, language: language, asked: language, composer: self),
            situation: Situation(alert, previous: previous, language: language),
            template: template,
            frame: templates.frame
        )
        _ = try draft.document()
        return draft.wording.unsigned
    }
}
