// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

/// How many columns text takes where a kana takes two and a Latin letter one (UAX #11, East Asian Width).
public enum TextWidth {
    /// The columns of a text, summed over its grapheme clusters.
    ///
    /// Wide and full-width characters and emoji count 2, combining marks and control characters 0, the rest 1.
    /// Ambiguous ones (`①`, `※`, Cyrillic) count 1, as UAX #11 advises where no East Asian font is known to be used,
    /// or 2 with `ambiguousIsWide`.
    public static func columns(_ text: String, ambiguousIsWide: Bool = false) -> Int {
        text.reduce(0) { $0 + columns($1, ambiguousIsWide: ambiguousIsWide) }
    }

    static func columns(_ cluster: Character, ambiguousIsWide: Bool) -> Int {
        if let ascii = cluster.asciiValue {
            return ascii < 0x20 || ascii == 0x7F ? 0 : 1
        }
        if isEmoji(cluster) { return 2 }
        return cluster.unicodeScalars.reduce(0) { $0 + columns($1, ambiguousIsWide: ambiguousIsWide) }
    }

    private static func columns(_ scalar: Unicode.Scalar, ambiguousIsWide: Bool) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator, .surrogate:
            return 0
        default:
            break
        }
        if sicu_is_hangul_vowel_or_final(scalar.value) { return 0 }
        switch sicu_east_asian_width(scalar.value) {
        case SICU_WIDTH_WIDE, SICU_WIDTH_FULL: return 2
        case SICU_WIDTH_AMBIGUOUS: return ambiguousIsWide ? 2 : 1
        default: return 1
        }
    }

    /// Shown as a picture: by nature, by variation selector 16, or as a pair of regional indicators (a flag).
    private static func isEmoji(_ cluster: Character) -> Bool {
        cluster.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }
    }
}
