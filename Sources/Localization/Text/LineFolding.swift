// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Cuts text into lines of bounded width, where each language allows it (UAX #14, dictionaries for Thai, Khmer, Burmese).
public enum LineFolding {
    /// Folds a text; a newline in it always ends a line.
    ///
    /// No line is wider than `columns`, but for a URL and what sticks to it, and for a single grapheme cluster: those
    /// are never cut. A word wider than a line is cut between clusters. Spaces at the end of a line, and after a cut,
    /// are dropped; nothing else is lost. Ambiguous characters count as wide in Japanese, Chinese and Korean.
    /// Easy Japanese is written with spaces between its phrases and is cut at one where that fills half the line;
    /// a word there keeps its reading in brackets beside it.
    public static func fold(_ text: String, columns: Int, language: Language) -> [String] {
        var lines: [String] = []
        var paragraph: [FoldingCluster] = []
        // The least width of a line that ends at a space although more would fit.
        let enough = language == .easyJapanese ? columns / 2 : Int.max
        for cluster in FoldingCluster.clusters(of: text, language: language) {
            if cluster.character.isNewline {
                fold(paragraph, columns: columns, enough: enough, into: &lines)
                paragraph = []
            } else {
                paragraph.append(cluster)
            }
        }
        fold(paragraph, columns: columns, enough: enough, into: &lines)
        return lines
    }

    private static func fold(_ paragraph: [FoldingCluster], columns: Int, enough: Int, into lines: inout [String]) {
        var start = 0
        var width = 0
        var cut: Int?
        var gap: Int?
        var holdsURL = false
        var index = 0
        while index < paragraph.count {
            let cluster = paragraph[index]
            // A cut behind nothing but the indent would make an empty line.
            if cluster.mayBeginLine, !paragraph[start..<index].allSatisfy(\.isSpace) {
                cut = index
                if width >= enough, paragraph[index - 1].isSpace { gap = index }
                holdsURL = false
            }
            holdsURL = holdsURL || cluster.isInURL
            let isFull = index > start && !cluster.isSpace && width + cluster.columns > columns
            if isFull, let end = gap ?? cut ?? (holdsURL ? nil : index) {
                lines.append(line(paragraph[start..<end]))
                start = paragraph[end...].firstIndex { !$0.isSpace } ?? paragraph.count
                (index, width, cut, gap, holdsURL) = (start, 0, nil, nil, false)
                continue
            }
            width += cluster.columns
            index += 1
        }
        if start < paragraph.count || paragraph.isEmpty {
            lines.append(line(paragraph[start...]))
        }
    }

    private static func line(_ clusters: ArraySlice<FoldingCluster>) -> String {
        let end = clusters.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? clusters.startIndex
        return String(clusters[..<end].map(\.character))
    }
}
