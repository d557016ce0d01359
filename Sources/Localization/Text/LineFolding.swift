// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

/// Cuts text into lines of bounded width, where each language allows it (UAX #14, dictionaries for Thai, Khmer, Burmese).
public enum LineFolding {
    /// Folds a text; a newline in it always ends a line.
    ///
    /// No line is wider than `columns`, but for a URL and what sticks to it, and for a single grapheme cluster: those
    /// are never cut. A word wider than a line is cut between clusters. Spaces at the end of a line, and after a cut,
    /// are dropped; nothing else is lost. Ambiguous characters count as wide in Japanese, Chinese and Korean.
    public static func fold(_ text: String, columns: Int, language: Language) -> [String] {
        var lines: [String] = []
        var paragraph: [Cluster] = []
        for cluster in clusters(of: text, language: language) {
            if cluster.character.isNewline {
                fold(paragraph, columns: columns, into: &lines)
                paragraph = []
            } else {
                paragraph.append(cluster)
            }
        }
        fold(paragraph, columns: columns, into: &lines)
        return lines
    }

    private struct Cluster {
        let character: Character
        let columns: Int
        let mayBeginLine: Bool
        let isInURL: Bool

        var isSpace: Bool { character == " " || character == "\u{3000}" || character == "\t" }
    }

    private static func fold(_ paragraph: [Cluster], columns: Int, into lines: inout [String]) {
        var start = 0
        var width = 0
        var cut: Int?
        var holdsURL = false
        var index = 0
        while index < paragraph.count {
            let cluster = paragraph[index]
            // A cut behind nothing but the indent would make an empty line.
            if cluster.mayBeginLine, !paragraph[start..<index].allSatisfy(\.isSpace) {
                cut = index
                holdsURL = false
            }
            holdsURL = holdsURL || cluster.isInURL
            let isFull = index > start && !cluster.isSpace && width + cluster.columns > columns
            if isFull, let end = cut ?? (holdsURL ? nil : index) {
                lines.append(line(paragraph[start..<end]))
                start = paragraph[end...].firstIndex { !$0.isSpace } ?? paragraph.count
                (index, width, cut, holdsURL) = (start, 0, nil, false)
                continue
            }
            width += cluster.columns
            index += 1
        }
        if start < paragraph.count || paragraph.isEmpty {
            lines.append(line(paragraph[start...]))
        }
    }

    private static func line(_ clusters: ArraySlice<Cluster>) -> String {
        let end = clusters.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? clusters.startIndex
        return String(clusters[..<end].map(\.character))
    }

    private static func clusters(of text: String, language: Language) -> [Cluster] {
        let breaks = breakOffsets(of: text, language: language)
        let urls = urlOffsets(of: text)
        var nextBreak = breaks.startIndex
        var nextURL = urls.startIndex
        var offset = 0
        return text.map { character in
            while nextBreak < breaks.endIndex, breaks[nextBreak] < offset { nextBreak += 1 }
            while nextURL < urls.endIndex, urls[nextURL].upperBound <= offset { nextURL += 1 }
            let isInURL = nextURL < urls.endIndex && urls[nextURL].contains(offset)
            let isInsideURL = isInURL && urls[nextURL].lowerBound != offset
            let cluster = Cluster(
                character: character,
                columns: TextWidth.columns(character, ambiguousIsWide: language.isEastAsian),
                mayBeginLine: nextBreak < breaks.endIndex && breaks[nextBreak] == offset && !isInsideURL,
                isInURL: isInURL
            )
            offset += character.utf8.count
            return cluster
        }
    }

    /// Offsets in UTF-8; without ICU's data there are none, and lines are cut between clusters.
    private static func breakOffsets(of text: String, language: Language) -> [Int] {
        let locale = language.icuLocale + (language.isEastAsian ? ";lb=strict" : "")
        var offsets: [Int] = []
        _ = withUnsafeMutablePointer(to: &offsets) { slot in
            text.withShimText { text in
                sicu_line_breaks(
                    text,
                    locale,
                    { context, offsets, count in
                        context?.assumingMemoryBound(to: [Int].self).pointee =
                            UnsafeBufferPointer(start: offsets, count: count).map(Int.init)
                    },
                    slot
                )
            }
        }
        return offsets
    }

    /// Where `http://` or `https://` stands with the characters of RFC 3986 that follow it, in offsets of UTF-8.
    private static func urlOffsets(of text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        var urls: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            guard let scheme = schemes.first(where: { bytes[index...].starts(with: $0) }) else {
                index += 1
                continue
            }
            let rest = bytes[(index + scheme.count)...]
            let end = rest.firstIndex { !urlBytes.contains($0) } ?? bytes.count
            urls.append(index..<end)
            index = end
        }
        return urls
    }

    private static let schemes = ["https://", "http://"].map { Array($0.utf8) }
    private static let urlBytes = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%".utf8
    )
}
