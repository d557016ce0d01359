// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// How much of each language stands on a sheet and how large the type is, so that all of it fits.
///
/// Widths are estimates: a column of `TextWidth` is half an em in East Asian fonts and more in others. The sheet grows
/// to a second page rather than lose a line where an estimate is too low.
struct PosterLayout {
    /// How much of an alert is said.
    enum Extent: CaseIterable {
        /// All sentences and what to do.
        case actions
        /// All sentences.
        case lead
        /// The first sentences.
        case first
    }

    let extent: Extent
    /// The size of the type in points.
    let points: Double
    /// Which texts stand in the left and in the right column, by their places.
    let columns: [[Int]]

    /// What can be read from two steps away.
    private static let comfortable = 11.0
    private static let largest = 22.0
    private static let least = 7.0

    /// The text's width in points: half of 190 mm less the gap, the border and the padding.
    private static let width = 232.0
    /// A4 less its margins (277 mm) in points.
    private static let height = 785.0

    init(_ texts: [AlertText], hasCode: Bool) {
        let isDrill = texts.contains { $0.document.banner != nil }
        let free = Self.height - (hasCode ? 140 : 75) - (isDrill ? 66 : 0) - 44
        var best: (extent: Extent, points: Double)?
        for extent in Extent.allCases {
            let fitting = stride(from: Self.largest, through: Self.least, by: -0.25)
                .first { Self.columns(of: texts, extent, $0).height <= free }
            best = (extent, fitting ?? Self.least)
            if let fitting, fitting >= Self.comfortable { break }
        }
        extent = best?.extent ?? .first
        points = best?.points ?? Self.least
        columns = Self.columns(of: texts, extent, points).places
    }

    /// What is said below the subject: paragraphs, and what to do as a list.
    func sentences(of document: Document) -> (paragraphs: [RubyText], list: [RubyText]) {
        Self.sentences(of: document, extent)
    }

    private static func sentences(
        of document: Document,
        _ extent: Extent
    ) -> (paragraphs: [RubyText], list: [RubyText]) {
        var paragraphs: [RubyText] = []
        var list: [RubyText] = []
        for block in document.blocks {
            switch block {
            case .lead(let texts): paragraphs += extent == .first ? Array(texts.prefix(1)) : texts
            case .list(let texts) where extent == .actions: list += texts
            default: continue
            }
        }
        return (paragraphs, list)
    }

    /// In their order, each in the column that is shorter.
    private static func columns(
        of texts: [AlertText],
        _ extent: Extent,
        _ points: Double
    ) -> (places: [[Int]], height: Double) {
        var places: [[Int]] = [[], []]
        var heights = [0.0, 0.0]
        for (index, text) in texts.enumerated() {
            let column = heights[0] <= heights[1] ? 0 : 1
            places[column].append(index)
            heights[column] += height(of: text, extent, points, hasSubject: index > 0) + 8
        }
        return (places.filter { !$0.isEmpty }, max(heights[0], heights[1]))
    }

    private static func height(
        of text: AlertText,
        _ extent: Extent,
        _ points: Double,
        hasSubject: Bool
    ) -> Double {
        let (paragraphs, list) = sentences(of: text.document, extent)
        let language = text.document.language
        let bodies = paragraphs.map { ($0, width) } + list.map { ($0, width - points) }
        var lines = bodies.reduce(0.0) { $0 + rows($1.0, points, language, width: $1.1) }
        if hasSubject { lines += rows(text.subject, points * 1.1, language, width: width) * 1.1 }
        let gaps = Double(bodies.count) * 0.2 * points
        // The name of the language, the padding and the border.
        return lines * points * lineHeight(of: language) + gaps + 14 * 1.4 + 14
    }

    private static func rows(_ text: RubyText, _ points: Double, _ language: Language, width: Double) -> Double {
        // Cyrillic is ambiguous, and wide in no font but East Asian ones.
        let columns = Double(TextWidth.columns(text.plain, ambiguousIsWide: language.htmlTag == "ja"))
        return (columns * em(of: language) * points * 1.04 / width).rounded(.up)
    }

    private static func em(of language: Language) -> Double {
        switch language {
        case .japanese, .easyJapanese, .chineseSimplified, .chineseTraditional: 0.5
        case .burmese: 0.64
        case .khmer: 0.6
        case .nepali, .thai: 0.54
        case .mongolian: 0.57
        default: 0.53
        }
    }

    /// Also in the sheet's style.
    static func lineHeight(of language: Language) -> Double {
        switch language {
        case .easyJapanese: 1.9
        case .burmese, .khmer: 1.75
        case .thai, .nepali: 1.55
        default: 1.4
        }
    }
}
