// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A sentence as the rules look at it: without spaces, links and its end mark, digits and Latin letters of one width.
struct Sentence {
    /// Its letters in the marked text, end mark included.
    let letters: Range<Int>
    /// Whether an end mark ends it.
    let isTerminated: Bool
    /// Whether it is a heading or an item of a list, which need not be a sentence.
    let isHeading: Bool
    /// What the rules look at; a link is one `placeholder`.
    let characters: [Character]
    /// The letter of each of `characters`.
    let origins: [Int]
    /// Whether each of `characters` stands in an explanation, 〈…〉.
    let isGloss: [Bool]
    /// What MeCab makes of it; empty without its dictionary.
    var morphemes: [Morpheme] = []

    static let placeholder: Character = "\u{FFFC}"

    init(letters: Range<Int>, isTerminated: Bool, isHeading: Bool, of text: MarkedText) {
        self.letters = letters
        self.isTerminated = isTerminated
        self.isHeading = isHeading
        var characters: [Character] = []
        var origins: [Int] = []
        var isGloss: [Bool] = []
        var isInGloss = false
        let links = Self.links(in: letters, of: text)
        var nextLink = links.startIndex
        let end = isTerminated ? letters.upperBound - 1 : letters.upperBound
        for index in letters.lowerBound..<end {
            while nextLink < links.endIndex, links[nextLink].upperBound <= index { nextLink += 1 }
            var character = text.letters[index].character
            if nextLink < links.endIndex, links[nextLink].contains(index) {
                guard index == links[nextLink].lowerBound else { continue }
                character = Self.placeholder
            } else if character.isWhitespace {
                continue
            } else {
                character = Self.narrow(character)
            }
            if Self.glossOpeners.contains(character) { isInGloss = true }
            characters.append(character)
            origins.append(index)
            isGloss.append(isInGloss)
            if Self.glossClosers.contains(character) { isInGloss = false }
        }
        self.characters = characters
        self.origins = origins
        self.isGloss = isGloss
    }

    static let glossOpeners: Set<Character> = ["〈", "《", "＜"]
    static let glossClosers: Set<Character> = ["〉", "》", "＞"]

    /// Full-width digits and Latin letters as their ASCII selves.
    static func narrow(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return character }
        switch scalar.value {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            return Character(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
        default:
            return character
        }
    }

    /// Web and mail addresses: runs of ASCII that hold `://`, `@` or begin with `www.`
    private static func links(in range: Range<Int>, of text: MarkedText) -> [Range<Int>] {
        var links: [Range<Int>] = []
        var start: Int?
        for index in range.lowerBound...range.upperBound {
            if index < range.upperBound, let ascii = text.letters[index].character.asciiValue, ascii > 0x20 {
                start = start ?? index
            } else if let first = start {
                let run = String(text.letters[first..<index].map(\.character))
                if run.contains("://") || run.contains("@") || run.hasPrefix("www.") { links.append(first..<index) }
                start = nil
            }
        }
        return links
    }

    /// Whether some text stands at a place.
    func has(_ text: some StringProtocol, at index: Int) -> Bool {
        index >= 0 && characters[index...].starts(with: text)
    }

    /// Where a text begins; each place once, overlapping ones too.
    func places(of text: String) -> [Int] {
        guard let first = text.first else { return [] }
        return characters.indices.filter { characters[$0] == first && has(text, at: $0) }
    }

    /// The characters of a stretch as text.
    func text(_ range: Range<Int>) -> String { String(characters[range]) }

    /// The morpheme that begins at a place.
    func morpheme(at index: Int) -> Morpheme? { morphemes.first { $0.range.lowerBound == index } }

    /// Where its last part begins that is no explanation, bracket or end mark, and where that ends.
    var core: Range<Int> {
        var end = characters.count
        while end > 0, isGloss[end - 1] || "」』）)】]！？!?。".contains(characters[end - 1]) { end -= 1 }
        return 0..<end
    }
}

extension MarkedText {
    /// The sentences of the text, empty ones left out.
    func sentences() -> [Sentence] {
        var sentences: [Sentence] = []
        var start = 0
        var depth = 0
        var index = 0
        func close(_ end: Int, isTerminated: Bool) {
            let first = (start..<end).first { !letters[$0].character.isWhitespace }
            start = end
            guard let first else { return }
            let sentence = Sentence(
                letters: first..<end,
                isTerminated: isTerminated,
                isHeading: !isTerminated && isHeading(first..<end),
                of: self
            )
            if !sentence.characters.isEmpty { sentences.append(sentence) }
        }
        while index < letters.count {
            let character = letters[index].character
            if character.isNewline {
                close(index, isTerminated: false)
                start = index + 1
                depth = 0
            } else if Self.openers.contains(character) {
                depth += 1
            } else if Self.closers.contains(character) {
                depth = max(0, depth - 1)
            } else if depth == 0, Self.ends.contains(character) {
                close(index + 1, isTerminated: true)
            }
            index += 1
        }
        close(letters.count, isTerminated: false)
        return sentences
    }

    static let ends: Set<Character> = ["。", "！", "？", "!", "?", "｡"]
    private static let openers: Set<Character> = ["「", "『", "（", "(", "〈", "《", "【", "＜"]
    private static let closers: Set<Character> = ["」", "』", "）", ")", "〉", "》", "】", "＞"]
    private static let headingMarks: Set<Character> = [
        "■", "□", "●", "○", "◆", "◇", "▼", "▲", "★", "☆", "※", "#", "【", "・", "-", "*", "＊",
    ]

    private func isHeading(_ range: Range<Int>) -> Bool {
        guard let first = range.first, Self.isLineStart(letters, first) else { return false }
        let last = range.last { !letters[$0].character.isWhitespace } ?? first
        // 場所：市川市 is a label and its value.
        return Self.headingMarks.contains(letters[first].character) || letters[last].character == ":"
            || letters[range].contains { $0.character == "：" }
    }

    private static func isLineStart(_ letters: [Letter], _ index: Int) -> Bool {
        let before = letters[..<index].last { !$0.character.isWhitespace || $0.character.isNewline }
        return before.map(\.character.isNewline) ?? true
    }
}
