// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

/// A grapheme cluster of a text that is being folded.
struct FoldingCluster {
    let character: Character
    let columns: Int
    var mayBeginLine: Bool
    let isInURL: Bool

    var isSpace: Bool { character == " " || character == "\u{3000}" || character == "\t" }

    /// Hiragana, katakana and the long-vowel mark.
    var isKana: Bool {
        character.unicodeScalars.allSatisfy { (0x3041...0x30FF).contains($0.value) }
    }

    /// A syllable of Hangul.
    var isHangul: Bool {
        character.unicodeScalars.allSatisfy { (0xAC00...0xD7A3).contains($0.value) }
    }

    static func clusters(of text: String, language: Language) -> [FoldingCluster] {
        let breaks = breakOffsets(of: text, language: language)
        let urls = urlOffsets(of: text)
        var nextBreak = breaks.startIndex
        var nextURL = urls.startIndex
        var offset = 0
        var clusters = text.map { character in
            while nextBreak < breaks.endIndex, breaks[nextBreak] < offset { nextBreak += 1 }
            while nextURL < urls.endIndex, urls[nextURL].upperBound <= offset { nextURL += 1 }
            let isInURL = nextURL < urls.endIndex && urls[nextURL].contains(offset)
            let isInsideURL = isInURL && urls[nextURL].lowerBound != offset
            let cluster = FoldingCluster(
                character: character,
                columns: TextWidth.columns(character, ambiguousIsWide: language.isEastAsian),
                mayBeginLine: nextBreak < breaks.endIndex && breaks[nextBreak] == offset && !isInsideURL,
                isInURL: isInURL
            )
            offset += character.utf8.count
            return cluster
        }
        if language == .easyJapanese { bindReadings(in: &clusters) }
        if language == .korean { bindHangul(in: &clusters) }
        bindGrades(in: &clusters)
        return clusters
    }

    /// Forbids cuts before and inside kana in ASCII brackets: `避難(ひなん)`.
    private static func bindReadings(in clusters: inout [FoldingCluster]) {
        var start = clusters.startIndex
        while let open = clusters[start...].firstIndex(where: { $0.character == "(" }) {
            let end = clusters[(open + 1)...].firstIndex { !$0.isKana } ?? clusters.endIndex
            start = end
            guard end < clusters.endIndex, clusters[end].character == ")", end > open + 1 else { continue }
            for index in open...end { clusters[index].mayBeginLine = false }
        }
    }

    /// Korean has spaces between its words and is cut there, though UAX #14 lets a line begin with any syllable.
    private static func bindHangul(in clusters: inout [FoldingCluster]) {
        for index in clusters.indices.dropFirst() where clusters[index].isHangul && clusters[index - 1].isHangul {
            clusters[index].mayBeginLine = false
        }
    }

    /// Forbids cuts in grades such as `5-lower`: half of one is another grade.
    private static func bindGrades(in clusters: inout [FoldingCluster]) {
        for index in clusters.indices.dropFirst(2) where clusters[index - 1].character == "-" {
            if clusters[index - 2].character.isNumber, clusters[index].character.isLetter {
                clusters[index].mayBeginLine = false
            }
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
