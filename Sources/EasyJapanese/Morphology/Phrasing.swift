// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Where easy Japanese puts its spaces: before each word that can stand alone, and before ください and ところ.
enum Phrasing {
    /// The places among a sentence's characters before which a space belongs, by the parts of speech.
    static func boundaries(of sentence: Sentence) -> [Int] {
        zip(sentence.morphemes, sentence.morphemes.dropFirst()).compactMap { before, word in
            beginsPhrase(word, after: before) && !isMark(sentence.characters[word.range.lowerBound - 1])
                && !isMark(sentence.characters[word.range.lowerBound])
                ? word.range.lowerBound : nil
        }
    }

    /// What can be told without MeCab: the spaces before ください and ところ.
    static func plainBoundaries(of sentence: Sentence) -> [Int] {
        let polite = sentence.places(of: "ください").filter { $0 > 0 && "てでを".contains(sentence.characters[$0 - 1]) }
        let places = sentence.places(of: "ところ").filter {
            $0 > 0 && "るいたの".contains(sentence.characters[$0 - 1])
        }
        return (polite + places).sorted()
    }

    private static func isMark(_ character: Character) -> Bool {
        !(character.isLetter || character.isNumber || Kana.isKanji(character) || character == Sentence.placeholder)
    }

    private static func beginsPhrase(_ word: Morpheme, after before: Morpheme) -> Bool {
        if before.isMark { return false }
        switch word.kind {
        case "名詞": return nounBeginsPhrase(word, after: before)
        case "接頭詞":
            return !before.isNoun && before.kind != "接頭詞" || ["お", "ご", "約"].contains(word.surface)
        case "動詞": return verbBeginsPhrase(word, after: before)
        case "形容詞":
            switch word.detail {
            case "自立": return before.kind != "接頭詞" && !(word.base == "ない" && before.kind == "形容詞")
            case "非自立": return isTeForm(before)
            default: return false
            }
        // 今すぐ is said as one.
        case "副詞": return before.kind != "接頭詞" && !(word.base == "すぐ" && before.base == "今")
        case "連体詞", "接続詞", "感動詞": return before.kind != "接頭詞"
        default: return false
        }
    }

    private static func nounBeginsPhrase(_ word: Morpheme, after before: Morpheme) -> Bool {
        if word.surface == "ところ" { return true }
        switch word.detail {
        case "接尾": return false
        // 建物の 上, but 逃げること: a formal noun in kana leans on what is before it.
        case "非自立": return before.base == "の" && word.surface.contains(where: Kana.isKanji)
        case "数": return !before.isNoun && before.kind != "接頭詞"
        default:
            if before.kind == "接頭詞" { return false }
            // Nouns in a row are one word, but for those of time: 今日 津波が.
            return !before.isNoun || (before.detail == "副詞可能" && before.fineDetail != "一般")
        }
    }

    private static func verbBeginsPhrase(_ word: Morpheme, after before: Morpheme) -> Bool {
        switch word.detail {
        case "自立":
            if before.kind == "接頭詞" || before.isVerb { return false }
            // 避難する is one word.
            return !(before.isNoun && ["する", "できる", "なさる"].contains(word.base))
        case "非自立":
            return isTeForm(before)
        default:
            return false
        }
    }

    /// 見て, 行かないで: what an auxiliary verb with a space follows.
    private static func isTeForm(_ morpheme: Morpheme) -> Bool {
        morpheme.isParticle && ["て", "で"].contains(morpheme.surface)
    }
}
