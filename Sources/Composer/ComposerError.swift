// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

/// Why no message could be made of an alert.
public enum ComposerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The language lacks phrases that this alert needs.
    case incomplete(Language, [PhraseGap])
    /// Neither the language nor any that stands in for it has all the phrases that this alert needs.
    case noLanguage([PhraseGap])
    /// A phrase is there and could not be put together.
    case phrase(PhraseKey, Language, PhraseError)
    /// The template has no subject for this alert.
    case noSubject(Alert.ID, Hazard)
    /// The alert's facts are of another hazard than it says.
    case contradiction(Alert.ID, Hazard)

    /// What happened, where, and what to do.
    public var description: String {
        switch self {
        case .incomplete(let language, let gaps):
            let count = gaps.count == 1 ? "1 phrase" : "\(gaps.count) phrases"
            return "\(language) lacks \(count) for this alert: \(Self.list(gaps)); have them translated in Locales"
        case .noLanguage(let gaps):
            return "no language has every phrase of this alert: \(Self.list(gaps)); have them translated in Locales"
        case .phrase(let key, let language, let error):
            return "\(key) in \(language): \(error)"
        case .noSubject(let id, let hazard):
            return
                "alert \(id): no subject of Templates/alerts/\(hazard.family.rawValue).yaml fits; add one without `when`"
        case .contradiction(let id, let hazard):
            return "alert \(id): the hazard is \(hazard.rawValue) and the facts are another's; issue it anew"
        }
    }

    private static func list(_ gaps: [PhraseGap]) -> String {
        let shown = gaps.prefix(10).map(\.description).joined(separator: ", ")
        return gaps.count > 10 ? "\(shown) and \(gaps.count - 10) more" : shown
    }
}
