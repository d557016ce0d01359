// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is asked of the letters of a translation, whatever its pattern says.
struct TextRules {
    let language: Language

    func check(_ entry: POFile.Entry, into list: inout FindingList) {
        checkMarkup(entry, &list)
        checkCharacters(entry, &list)
        checkReadings(entry, &list)
        checkLeftovers(entry, &list)
    }

    /// HTML is made from the text, and what looks like it is shown as it is.
    private func checkMarkup(_ entry: POFile.Entry, _ list: inout FindingList) {
        // What belongs to the pattern is no text.
        let text = (try? MessageOutline(entry.translation))?.text ?? entry.translation
        if let match = text.firstMatch(of: /<[A-Za-z\/!?][^>]{0,20}>?/) {
            list.error(.markup, entry, "`\(match.output)` looks like HTML", "remove it; mails are plain words")
        }
        if let match = text.firstMatch(
            of: /&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});/
        ) {
            list.error(.markup, entry, "`\(match.output)` is an entity of HTML", "write the character itself")
        }
        // Bounded, so that a row of zeros takes no time.
        let printf =
            /%(?:[0-9]{1,3}\$)?[-+#0]{0,4}(?:[0-9]{1,4}|\*)?(?:\.[0-9]{1,4})?(?:hh|h|ll|l|z|j|t|L)?[@diuoxXfFeEgGcsp](?![A-Za-z])/
        if let match = text.firstMatch(of: /%\([A-Za-z_]{1,40}\)[a-z]/) {
            list.error(.printf, entry, "`\(match.output)` belongs to printf", "write the argument in braces")
        } else if let match = text.firstMatch(of: printf) {
            list.error(.printf, entry, "`\(match.output)` belongs to printf", "write the argument in braces")
        }
    }

    /// None of the sixteen languages is written from right to left; a turned text can say the opposite.
    private func checkCharacters(_ entry: POFile.Entry, _ list: inout FindingList) {
        var told: Set<Unicode.Scalar> = []
        for scalar in entry.translation.unicodeScalars where told.insert(scalar).inserted {
            let name = "U+" + Self.hexadecimal(scalar)
            if scalar.properties.isBidiControl {
                list.error(.characters, entry, "\(name) turns the direction of text", "remove it")
            } else if scalar != "\n", Self.isForbidden(scalar) {
                list.error(.characters, entry, "\(name) is no character that can be read", "remove it")
            }
        }
    }

    /// Controls, separators of lines, what marks holes of a mail (U+FFFC) or bytes (U+FEFF), and what is no character.
    ///
    /// Joiners and zero-width spaces stay: Nepali, Thai, Khmer and Burmese are written with them.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default:
            (0xFFF9...0xFFFF).contains(scalar.value) || scalar.value == 0xFEFF
                || (0xE0000...0xE007F).contains(scalar.value)
        }
    }

    private func checkReadings(_ entry: POFile.Entry, _ list: inout FindingList) {
        if language.hasReadings {
            do throws(RubyError) {
                _ = try RubyText(pattern: entry.translation)
            } catch {
                list.error(.readings, line: entry.line, key: entry.context, message: "\(error)")
            }
        } else if entry.translation.contains(where: { $0 == "｛" || $0 == "｝" }) {
            let problem = "readings, ｛…｜…｝, stand in Japanese and easy Japanese only"
            list.error(.readings, entry, problem, "write the word alone")
        }
    }

    /// Japanese that nobody translated.
    private func checkLeftovers(_ entry: POFile.Entry, _ list: inout FindingList) {
        guard !language.hasReadings else { return }
        let letters = entry.translation.unicodeScalars.filter {
            $0.isKana && !language.hasKana || $0.isIdeograph && !language.hasIdeographs
        }
        if !letters.isEmpty {
            let shown = String(String.UnicodeScalarView(letters.prefix(10)))
            list.error(.untranslated, entry, "Japanese was left in: \(shown)", "translate it")
        }
        let forms = entry.translation.unicodeScalars.filter { Self.japaneseForms.contains($0) }
        if letters.isEmpty, !forms.isEmpty {
            let shown = String(String.UnicodeScalarView(forms.prefix(10)))
            list.warn(.untranslated, entry, "Japanese forms of characters: \(shown)", "write those of \(language)")
        }
        guard !language.isEastAsian else { return }
        let marks = entry.translation.unicodeScalars.filter(\.isEastAsianPunctuation)
        if !marks.isEmpty {
            let shown = String(String.UnicodeScalarView(marks.prefix(10)))
            list.warn(.untranslated, entry, "Japanese punctuation was left in: \(shown)", "write that of \(language)")
        }
    }

    /// Forms that neither simplified nor traditional Chinese has, of characters that warnings are made of.
    private static let japaneseForms = Set(
        "気発図対変県険験駅広応圧辺込働浜戻畑峠拠沢栄桜検権観収実処総読伝歩毎砕帰届雑児関覧弾渋両涙".unicodeScalars
    )

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
