// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Text that others wrote (names and titles out of telegrams), made fit to stand inside a phrase.
enum DataText {
    /// Nothing that names a place or a bulletin is longer.
    static let longest = 120
    /// What others say in sentences is cut here.
    static let longestSentence = 1_000

    /// The text on one line, without control, format and bidi characters and without braces that mean readings; text
    /// with letters written from right to left stands in isolates, so that it does not turn its surroundings.
    static func cleaned(_ text: String, longest: Int = longest) -> String {
        var scalars = String.UnicodeScalarView()
        var isRightToLeft = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "｛", "{": scalars.append("（")
            case "｝", "}": scalars.append("）")
            case "｜", "|": scalars.append("・")
            // What stands for an object, and begins the marker of the link to stop.
            case "\u{FFFC}": continue
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}", "\u{85}": scalars.append(" ")
            default:
                switch scalar.properties.generalCategory {
                case .control, .surrogate, .privateUse, .unassigned: continue
                // Joiners are letters' business; every other format character turns or hides text.
                case .format where scalar.value != 0x200C && scalar.value != 0x200D: continue
                default: scalars.append(scalar)
                }
                isRightToLeft = isRightToLeft || isRightToLeftLetter(scalar)
            }
        }
        let words = String(scalars).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        let short = words.count > longest ? words.prefix(longest) + "…" : words
        return isRightToLeft ? "\u{2068}\(short)\u{2069}" : short
    }

    /// A name with its reading, as easy Japanese wants it; the name alone where there is nothing to read.
    static func markup(_ name: String, reading: String?) -> String {
        let name = cleaned(name)
        guard let reading, !reading.isEmpty, name.unicodeScalars.contains(where: \.isHan) else { return name }
        return "｛\(name)｜\(cleaned(reading))｝"
    }

    /// The blocks of Unicode whose letters are written from right to left (UAX #9, Bidi_Class R and AL).
    private static func isRightToLeftLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is a Chinese character, which easy Japanese never shows without its reading.
    var isHan: Bool {
        properties.isIdeographic && value != 0x3007 && value != 0x3006
    }
}
