// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A text with all that the rules look at.
struct LintedText {
    let marked: MarkedText
    let sentences: [Sentence]
    let form: TextForm
    let occasion: Occasion
    let words: WordLists
    let places: PlaceReadings?

    /// The markup in which suggestions are written: that of the text.
    var marks: Marks { marked.isFullWidth ? .fullWidth : .ascii }

    /// A finding at characters of a sentence.
    ///
    /// - Parameter suggestion: what may stand there, in ASCII markup. It is left out where a reading reaches over an end
    ///   of the stretch, since half of the word would be lost.
    func finding(
        _ rule: Rule,
        in sentence: Sentence,
        at range: Range<Int>,
        severity: LintSeverity? = nil,
        _ message: String,
        suggestion: String? = nil
    ) -> LintFinding {
        let letters = sentence.origins[range.lowerBound]..<(sentence.origins[range.upperBound - 1] + 1)
        let source = marked.sourceRange(of: letters)
        return LintFinding(
            rule: rule,
            severity: severity ?? rule.severity,
            place: marked.place(source),
            text: String(marked.source[source]),
            message: message,
            suggestion: marked.isWhole(letters) ? suggestion.map(marks.markup) : nil
        )
    }

    /// A finding at a whole sentence.
    func finding(
        _ rule: Rule,
        in sentence: Sentence,
        severity: LintSeverity? = nil,
        _ message: String,
        suggestion: String? = nil
    ) -> LintFinding {
        let source = marked.sourceRange(of: sentence.letters)
        return LintFinding(
            rule: rule,
            severity: severity ?? rule.severity,
            place: marked.place(source),
            text: String(marked.source[source]),
            message: message,
            suggestion: suggestion.map(marks.markup)
        )
    }
}

/// What a text is.
public enum TextForm: String, Sendable, Hashable, CaseIterable {
    /// A whole message, as it will be read.
    case message
    /// A part of one, as a phrase book keeps them: what speaks of the message as a whole (EJ17, EJ20) is not asked, and
    /// what no mark ends may be a label.
    case phrase
    /// A subject: neither readings nor spaces nor a sentence's end are asked of it.
    case subject
}

/// What a text is for.
public enum Occasion: String, Sendable, Hashable, CaseIterable {
    /// People must act at once: 4 kanji a sentence, the action first.
    case emergency
    /// Everything else.
    case notice
}
