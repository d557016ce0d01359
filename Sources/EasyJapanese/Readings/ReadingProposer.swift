// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Finds readings for kanji that have none: the city's places, then the project's lists, then MeCab.
struct ReadingProposer {
    /// A reading for a stretch of a sentence's characters.
    struct Proposal {
        let range: Range<Int>
        let reading: String
        let source: ProposedReading.Source
    }

    let words: WordLists
    let places: PlaceReadings?
    let sentence: Sentence
    /// Whether each character is kanji without a reading.
    private let isBare: [Bool]
    private let starts: Set<Int>
    private let ends: Set<Int>
    private var proposals: [Proposal] = []
    private var taken: [Bool]

    init(sentence: Sentence, text: MarkedText, words: WordLists, places: PlaceReadings?) {
        self.sentence = sentence
        self.words = words
        self.places = places
        let characters = sentence.characters
        isBare = characters.indices.map { index in
            text.letters[sentence.origins[index]].ruby == nil && Self.isKanji(characters, at: index)
        }
        taken = characters.indices.map { text.letters[sentence.origins[$0]].ruby != nil }
        starts = Set(sentence.morphemes.map(\.range.lowerBound))
        ends = Set(sentence.morphemes.map(\.range.upperBound))
    }

    /// Kanji, or a small ヶ between two.
    static func isKanji(_ characters: [Character], at index: Int) -> Bool {
        if Kana.isKanji(characters[index]) { return true }
        guard "ヶケ".contains(characters[index]), index > 0, index + 1 < characters.count else { return false }
        return Kana.isKanji(characters[index - 1]) && Kana.isKanji(characters[index + 1])
    }

    /// The proposals in the order of the sentence; no two overlap.
    static func proposals(
        for sentence: Sentence,
        in text: MarkedText,
        words: WordLists,
        places: PlaceReadings?
    ) -> [Proposal] {
        var proposer = ReadingProposer(sentence: sentence, text: text, words: words, places: places)
        guard proposer.isBare.contains(true) else { return [] }
        proposer.readPlaces()
        proposer.readCounters()
        proposer.readListed()
        proposer.readMorphemes()
        return proposer.proposals.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func isFree(_ range: Range<Int>) -> Bool { !taken[range].contains(true) }

    private mutating func propose(_ word: Range<Int>, _ reading: String, _ source: ProposedReading.Source) {
        guard let parts = RubyAlignment.parts(of: Array(sentence.characters[word]), reading: Array(reading)) else {
            return
        }
        for index in word { taken[index] = true }
        for part in parts {
            let range = (part.range.lowerBound + word.lowerBound)..<(part.range.upperBound + word.lowerBound)
            proposals.append(Proposal(range: range, reading: Kana.hiragana(part.reading), source: source))
        }
    }

    private mutating func readPlaces() {
        guard let places else { return }
        var index = 0
        while index < sentence.characters.count {
            let fitting = places.names.matches(in: sentence.characters, at: index).first { match in
                isFree(match.range) && isPlace(match.range)
            }
            if let fitting {
                propose(fitting.range, fitting.value.kana, fitting.value.isChecked ? .gazetteer : .unconfirmed)
                index = fitting.range.upperBound
            } else {
                index += 1
            }
        }
    }

    /// What may follow a place's name without a space.
    private static let followers = [
        "小", "中", "高", "地区", "町会", "町内", "自治会", "駅", "公", "図書館", "体育館", "保育", "幼稚園", "支所", "出張所", "市", "橋", "方面", "付近",
        "周辺", "全域", "内", "在住", "沿", "側", "消防", "警察", "病院", "団地", "北", "南", "東", "西", "河口", "流域", "水位", "堤防", "水門", "海岸",
        "港", "一", "二", "三", "四", "五", "六", "七", "八", "九", "行", "発", "立", "避難", "給水", "災害", "学校", "学園", "地域", "役所", "職員",
        "民",
        "県", "川", "神社", "寺", "店",
    ]

    /// Whether a name stands there as a word of its own: 北方 does in 北方に, but not in 北方領土.
    private func isPlace(_ range: Range<Int>) -> Bool {
        let characters = sentence.characters
        let before = range.lowerBound > 0 ? range.lowerBound - 1 : nil
        let followsKanji = before.map { Kana.isKanji(characters[$0]) && !taken[$0] } ?? false
        let rest = characters[range.upperBound...]
        let precedesKanji = rest.first.map(Kana.isKanji) ?? false
        if range.count == 1 {
            // 宝 and 幸 are words too; a town only before its block or behind the city.
            let isBlock = rest.prefix(3).contains("丁") && !(rest.first.map(Kana.isKana) ?? false)
            let followsPlace = before.map { taken[$0] && Kana.isKanji(characters[$0]) } ?? false
            return !followsKanji && (isBlock || followsPlace)
        }
        if !followsKanji && !precedesKanji { return true }
        if followsKanji && !starts.contains(range.lowerBound) { return false }
        if precedesKanji, places?.names.match(in: characters, at: range.upperBound) != nil { return true }
        if !precedesKanji || Self.followers.contains(where: { rest.starts(with: $0) }) { return true }
        return ends.contains(range.upperBound)
    }

    private mutating func readCounters() {
        let characters = sentence.characters
        for numeral in Numeral.all(in: characters) where numeral.range.upperBound < characters.count {
            let end = numeral.range.upperBound
            guard isBare[end] || characters[end] == "か", let number = numeral.value,
                let found = CounterReadings.reading(of: number, in: characters, at: end)
            else { continue }
            let range = end..<(end + found.length)
            guard isFree(range) else { continue }
            if found.withNumber {
                for index in numeral.range.lowerBound..<range.upperBound { taken[index] = true }
                proposals.append(
                    Proposal(range: numeral.range.lowerBound..<range.upperBound, reading: found.reading, source: .list)
                )
            } else {
                propose(range, found.reading, .list)
            }
        }
    }

    private mutating func readListed() {
        let characters = sentence.characters
        for index in characters.indices where !taken[index] && isBare[index] {
            for match in words.spelt.matches(in: characters, at: index)
            where isFree(match.range) && isListed(match.range) {
                propose(match.range, match.value, .list)
                break
            }
        }
    }

    /// Whether a listed word stands there by itself: its ends are word ends, and 人 is not a counter.
    private func isListed(_ range: Range<Int>) -> Bool {
        let characters = sentence.characters
        guard sentence.morphemes.isEmpty else {
            guard starts.contains(range.lowerBound), ends.contains(range.upperBound) else { return false }
            guard range.count == 1, let morpheme = sentence.morpheme(at: range.lowerBound) else { return true }
            return !["接尾", "数", "接頭詞"].contains(morpheme.detail) && morpheme.kind != "接頭詞"
        }
        let followsKanji = range.lowerBound > 0 && isBare[range.lowerBound - 1]
        let precedesKanji = range.upperBound < characters.count && isBare[range.upperBound]
        return !followsKanji && !precedesKanji
    }

    private mutating func readMorphemes() {
        for morpheme in sentence.morphemes where isFree(morpheme.range) && isBare[morpheme.range].contains(true) {
            guard let reading = morpheme.reading else { continue }
            // What lists have among several readings, as 家 いえ and うち, MeCab chose: it stays MeCab's.
            propose(morpheme.range, reading, .mecab)
        }
    }
}
