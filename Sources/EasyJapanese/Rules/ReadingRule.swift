// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// EJ05: every kanji has a reading, in kana, and a place that of the gazetteer.
enum ReadingRule {
    static func check(_ text: LintedText, _ proposals: [[ReadingProposer.Proposal]]) -> [LintFinding] {
        let faults = text.marked.faults.map { fault in
            let range = fault.offset..<(fault.offset + 1)
            return LintFinding(
                rule: .readings,
                severity: .blocking,
                place: text.marked.place(range),
                text: String(text.marked.source[range]),
                message: fault.message,
                suggestion: nil
            )
        }
        let rubies = text.marked.rubies.flatMap { given($0, text) }
        guard text.form != .subject else { return faults + rubies }
        return faults + rubies + zip(text.sentences, proposals).flatMap { bare($0, $1, text) }
    }

    /// What is wrong with a reading that is there.
    private static func given(_ ruby: MarkedText.Ruby, _ text: LintedText) -> [LintFinding] {
        let word = String(text.marked.letters[ruby.letters].map(\.character))
        func finding(_ severity: LintSeverity, _ message: String, _ suggestion: String?) -> [LintFinding] {
            [
                LintFinding(
                    rule: .readings,
                    severity: severity,
                    place: text.marked.place(ruby.range),
                    text: String(text.marked.source[ruby.range]),
                    message: message,
                    suggestion: suggestion.map(text.marks.markup)
                )
            ]
        }
        guard word.contains(where: Kana.isKanji) else {
            return finding(.advice, "\(word) has no kanji and needs no reading", word)
        }
        guard ruby.reading.allSatisfy({ Kana.isHiragana($0) }) else {
            let kana = Kana.hiragana(ruby.reading)
            let isKatakana = kana.allSatisfy(Kana.isHiragana)
            return finding(
                .blocking,
                "the reading of \(word) is not in hiragana",
                isKatakana ? "{\(word)|\(kana)}" : nil
            )
        }
        if let place = text.places?.byName[word], place.kana != ruby.reading {
            return finding(
                .advice,
                "the gazetteer reads the place \(word) as \(place.kana)\(place.isChecked ? "" : ", not confirmed")",
                "{\(word)|\(place.kana)}"
            )
        }
        return []
    }

    /// A finding for each run of kanji without readings.
    private static func bare(
        _ sentence: Sentence,
        _ proposals: [ReadingProposer.Proposal],
        _ text: LintedText
    ) -> [LintFinding] {
        var findings: [LintFinding] = []
        var index = 0
        var next = 0
        let characters = sentence.characters
        func isBare(_ index: Int) -> Bool {
            text.marked.letters[sentence.origins[index]].ruby == nil && ReadingProposer.isKanji(characters, at: index)
        }
        while index < characters.count {
            guard isBare(index) else {
                index += 1
                continue
            }
            let end = (index..<characters.count).first { !isBare($0) } ?? characters.count
            var range = index..<end
            index = end
            while next < proposals.count, proposals[next].range.upperBound <= range.lowerBound { next += 1 }
            let inside = Array(proposals[next...].prefix { $0.range.lowerBound < range.upperBound })
            // 1日 is read as one: the digit belongs to it.
            if let first = inside.first { range = min(first.range.lowerBound, range.lowerBound)..<range.upperBound }
            let bracket = bracketed(after: end, in: sentence)
            if let bracket { range = range.lowerBound..<bracket.end }
            let said =
                inside.isEmpty
                ? "" : "; " + inside.map { "\($0.reading) (\($0.source.rawValue))" }.joined(separator: ", ")
            findings.append(
                text.finding(
                    .readings,
                    in: sentence,
                    at: range,
                    "\(sentence.text(index == end ? range.lowerBound..<end : range)) has no reading\(said)",
                    suggestion: bracket.map { "{\(sentence.text(range.lowerBound..<end))|\($0.reading)}" }
                        ?? marked(range, inside, sentence)
                )
            )
        }
        return findings
    }

    /// A reading in brackets behind the word, as plain text shows it: 避難(ひなん).
    private static func bracketed(after index: Int, in sentence: Sentence) -> (end: Int, reading: String)? {
        let rest = sentence.characters[index...]
        guard let open = rest.first, "(（".contains(open),
            let close = rest.prefix(30).firstIndex(where: { ")）".contains($0) }), close > index + 1
        else { return nil }
        let reading = sentence.text((index + 1)..<close)
        return reading.allSatisfy(Kana.isHiragana) ? (close + 1, reading) : nil
    }

    /// The stretch with its readings; nil where one is missing.
    private static func marked(
        _ range: Range<Int>,
        _ proposals: [ReadingProposer.Proposal],
        _ sentence: Sentence
    ) -> String? {
        var result = ""
        var index = range.lowerBound
        for proposal in proposals {
            guard proposal.range.lowerBound == index, proposal.range.upperBound <= range.upperBound else { return nil }
            result += "{\(sentence.text(proposal.range))|\(proposal.reading)}"
            index = proposal.range.upperBound
        }
        return index == range.upperBound && !proposals.isEmpty ? result : nil
    }
}
