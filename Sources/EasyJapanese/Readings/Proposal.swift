// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A text with the readings and spaces that are proposed for it.
struct Proposal {
    let readings: [ProposedReading]
    let text: String

    init(_ linted: LintedText, _ proposals: [[ReadingProposer.Proposal]]) {
        let marked = linted.marked
        var readings: [ProposedReading] = []
        // What is put in before a character of the source; a space comes before a brace.
        var spaces: Set<Int> = []
        var opened: Set<Int> = []
        var closed: [Int: String] = [:]
        for (sentence, proposals) in zip(linted.sentences, proposals) {
            for proposal in proposals {
                let start = marked.letters[sentence.origins[proposal.range.lowerBound]].offset
                let end = marked.letters[sentence.origins[proposal.range.upperBound - 1]].offset + 1
                readings.append(
                    ProposedReading(
                        word: sentence.text(proposal.range),
                        reading: proposal.reading,
                        source: proposal.source,
                        place: marked.place(start..<end)
                    )
                )
                opened.insert(start)
                closed[end] = proposal.reading
            }
            for place in SpacingRule.missing(in: sentence, of: marked) {
                let origin = sentence.origins[place]
                spaces.insert(marked.sourceRange(of: origin..<(origin + 1)).lowerBound)
            }
        }
        let marks = linted.marks
        var text = ""
        for (offset, character) in marked.source.enumerated() {
            if let reading = closed[offset] { text += "\(marks.bar)\(reading)\(marks.close)" }
            // Inside a reading that is being put in there is no place for a space.
            if spaces.contains(offset) { text.append(" ") }
            if opened.contains(offset) { text.append(marks.open) }
            text.append(character)
        }
        if let reading = closed[marked.source.count] { text += "\(marks.bar)\(reading)\(marks.close)" }
        self.readings = readings
        self.text = text
    }
}
