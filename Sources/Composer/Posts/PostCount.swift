// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Counts a text as a network does.
struct PostCount {
    let unit: PostLimit.Unit
    let perURL: Int?

    func count(_ text: String) -> Int {
        guard let perURL else { return plain(text) }
        var total = 0
        var rest = text[...]
        while let link = rest.firstMatch(of: /https?:\/\/[A-Za-z0-9\-._~:\/?#\[\]@!$&'()*+,;=%]+/.ignoresCase()) {
            // Punctuation behind a link is none of it.
            let url = link.output.dropLast(link.output.reversed().prefix { ".,:;!?'()[]".contains($0) }.count)
            total += words(rest[..<link.range.lowerBound], perURL) + perURL
            rest = rest[url.endIndex...]
        }
        return total + words(rest, perURL)
    }

    /// What looks like the name of a host may be made a link, too, and counts as whichever is more.
    private func words(_ text: Substring, _ perURL: Int) -> Int {
        guard unit == .weighted, text.contains(".") else { return plain(text) }
        var total = 0
        var rest = text
        while let host = rest.firstMatch(of: /[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}/) {
            total += plain(rest[..<host.range.lowerBound]) + max(perURL, plain(host.output))
            rest = rest[host.range.upperBound...]
        }
        return total + plain(rest)
    }

    private func plain(_ text: some StringProtocol) -> Int {
        switch unit {
        case .weighted: text.reduce(0) { $0 + Self.weight(of: $1) }
        case .graphemes: text.reduce(0) { $0 + Self.graphemes(of: $1) }
        case .utf16: text.utf16.count
        case .bytes: text.utf8.count
        }
    }

    /// twitter-text, configuration 3: an emoji 2, whatever it is made of.
    private static func weight(of character: Character) -> Int {
        if character.unicodeScalars.contains(where: { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }) {
            return 2
        }
        return character.unicodeScalars.reduce(0) { total, scalar in
            switch scalar.value {
            case 0...0x10FF, 0x2000...0x200D, 0x2010...0x201F, 0x2032...0x2037: total + 1
            default: total + 2
            }
        }
    }

    /// Since Unicode 15.1 a virama joins two consonants of Indic scripts to one cluster; networks that have older tables
    /// count two, so two are counted here.
    private static func graphemes(of character: Character) -> Int {
        1
            + character.unicodeScalars.dropFirst().count { scalar in
                guard scalar.properties.generalCategory == .otherLetter else { return false }
                switch scalar.value {
                case 0x0900...0x0D7F, 0x1000...0x109F, 0x1780...0x17FF: return true
                default: return false
                }
            }
    }
}
