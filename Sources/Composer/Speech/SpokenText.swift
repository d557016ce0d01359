// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Makes a text fit for a voice: no URLs and no signs, pauses where brackets and bars stood.
struct SpokenText {
    let language: Language

    /// The sentences of a text, each with a full stop of its language.
    func sentences(_ text: String) -> [String] {
        Sentences.split(cleaned(text)).map { sentence in
            sentence.last.map { Self.stops.contains($0) } ?? true ? sentence : sentence + stop
        }
    }

    private static let stops: Set<Character> = ["。", "！", "？", "।", "။", "។", ".", "!", "?"]
    private static let commas: Set<Character> = ["、", "，", ",", "၊", ";", ":"]

    /// What ends a sentence; Thai has only spaces.
    private var stop: String {
        switch language {
        case .japanese, .easyJapanese, .chineseSimplified, .chineseTraditional: "。"
        case .nepali: "।"
        case .burmese: "။"
        case .khmer: "។"
        case .thai: ""
        default: "."
        }
    }

    private var comma: String {
        switch language {
        case .japanese, .easyJapanese: "、"
        case .chineseSimplified, .chineseTraditional: "，"
        case .burmese: "၊ "
        case .thai, .khmer: " "
        default: ", "
        }
    }

    private func cleaned(_ text: String) -> String {
        let characters = Array(text.replacing(/https?:\/\/[!-~]+/, with: " "))
        var spoken = ""
        var pause = ""
        for (index, character) in characters.enumerated() {
            let before = index > 0 ? characters[index - 1] : " "
            let behind = index + 1 < characters.count ? characters[index + 1] : " "
            switch part(of: character, before: before, behind: behind) {
            case .said:
                if !pause.isEmpty, !spoken.isEmpty, character != " ", !Self.isPause(character) {
                    while spoken.last == " " { spoken.removeLast() }
                    if let last = spoken.last, !Self.isPause(last) { spoken += pause } else { spoken += gap }
                    pause = ""
                } else if Self.isPause(character) {
                    pause = ""
                }
                if character == " ", spoken.isEmpty || spoken.last == " " { continue }
                spoken.append(character)
            case .pause: if pause.isEmpty { pause = comma }
            case .end: pause = stop.isEmpty ? comma : stop + gap
            case .nothing: continue
            }
        }
        return spoken
    }

    /// Behind a comma or full stop.
    private var gap: String {
        switch language {
        case .japanese, .easyJapanese, .chineseSimplified, .chineseTraditional: ""
        default: " "
        }
    }

    private enum Part {
        case said, pause, end, nothing
    }

    private func part(of character: Character, before: Character, behind: Character) -> Part {
        switch character {
        // Japanese and Chinese have no spaces between words; easy Japanese has.
        case " ", "\u{3000}":
            let isBetweenLetters = before.isASCII || behind.isASCII
            return gap.isEmpty && language != .easyJapanese && !isBetweenLetters ? .pause : .said
        // A particle belongs to the word before the bracket.
        case "）", ")", "〉":
            return behind.unicodeScalars.allSatisfy { (0x3041...0x3096).contains($0.value) } ? .nothing : .pause
        case "】", "]", "…": return .end
        case "【", "[", "“", "”", "\"", "«", "»", "‘": return .nothing
        case "’", "'": return before.isLetter && behind.isLetter ? .said : .nothing
        case "（", "(", "〈", "「", "」", "『", "』", "｜", "|", "・", "·", "/", "／", "–", "—", "：", "៖":
            return .pause
        // Of a number below zero.
        case "-", "−":
            if behind.isNumber, !before.isNumber, !before.isLetter { return .said }
            return character == "−" || before.isWhitespace || behind.isWhitespace ? .pause : .said
        case ":": return before.isNumber && behind.isNumber ? .said : .pause
        default: break
        }
        guard let scalar = character.unicodeScalars.first else { return .nothing }
        switch scalar.properties.generalCategory {
        // Left out, ～ and → would make one number of two.
        case .mathSymbol: return .pause
        case .currencySymbol, .modifierSymbol, .otherSymbol, .control, .format: return .nothing
        case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation: return .pause
        default: return .said
        }
    }

    private static func isPause(_ character: Character) -> Bool {
        stops.contains(character) || commas.contains(character)
    }
}
