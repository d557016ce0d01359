// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

extension Composer {
    /// The languages of a poster where none are asked for: those of most residents, and easy Japanese for all others.
    public static let posterLanguages: [Language] = [
        .japanese, .easyJapanese, .english, .chineseSimplified, .vietnamese, .nepali,
    ]

    /// An alert on one sheet of A4.
    ///
    /// - Parameters:
    ///   - languages: in the order in which they stand; six fill a sheet. One that lacks a phrase is left out.
    ///   - link: where more is to be read, shown as a QR code and as text.
    ///   - previous: the alert before it in the chain.
    /// - Throws: `ComposerError.noLanguage` if no language has every phrase; or why there is no QR code.
    public func poster(
        for alert: Alert,
        in languages: [Language] = posterLanguages,
        link: PublicLink? = nil,
        previous: Alert?
    ) throws -> PosterRendering {
        var texts: [AlertText] = []
        var missing: [PhraseGap] = []
        for language in languages {
            do throws(ComposerError) {
                texts.append(try text(of: alert, in: language, previous: previous))
            } catch {
                guard case .incomplete(_, let gaps) = error else { throw error }
                missing += gaps
            }
        }
        guard !texts.isEmpty else { throw ComposerError.noLanguage(missing) }
        return PosterRendering(
            languages: texts.map(\.document.language),
            html: try PosterHTML(texts, link: link).written,
            missing: missing
        )
    }
}
