// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

extension WordLists {
    /// A file has no more bytes.
    static let sizeLimit = 4 << 20

    /// Reads `words.tsv`, `readings.tsv`, `terms.tsv` and `wording.tsv` of a folder and checks each line.
    public init(directory: URL) throws(WordListError) {
        self.init()
        var faults: [String] = []
        for (file, read) in [
            ("terms.tsv", Self.readTerm), ("readings.tsv", Self.readReading), ("words.tsv", Self.readWord),
            ("wording.tsv", Self.readWording),
        ] {
            guard let text = Self.text(of: directory.appendingPathComponent(file)) else {
                faults.append("\(file): cannot be read, or is no UTF-8 file of at most \(Self.sizeLimit) bytes")
                continue
            }
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard !line.isEmpty, !line.hasPrefix("#") else { continue }
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard let fault = read(&self, fields), faults.count < 100 else { continue }
                faults.append("\(file):\(number + 1): \(fault)")
            }
        }
        guard faults.isEmpty else { throw WordListError(faults: faults) }
        for (word, readings) in readings where readings.count == 1 && word.contains(where: Kana.isKanji) {
            spelt.add(word, readings[0])
        }
    }

    private static func text(of url: URL) -> String? {
        guard let handle = try? FileHandle(forReadingFrom: url) else { return nil }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: sizeLimit + 1), data.count <= sizeLimit else { return nil }
        return String(data: data, encoding: .utf8)
    }

    private static func isReading(_ text: String) -> Bool { !text.isEmpty && text.allSatisfy(Kana.isKana) }

    private static func readTerm(_ lists: inout WordLists, _ fields: [String]) -> String? {
        guard fields.count == 3 || fields.count == 4, !fields[0].isEmpty else { return "needs word, reading and kind" }
        let reading = fields[1].isEmpty ? nil : fields[1]
        if let reading, !isReading(reading) { return "the reading \(reading) is not in kana" }
        guard lists.terms[fields[0]] == nil else { return "\(fields[0]) stands twice" }
        let gloss: String?
        switch (fields[2], fields.count) {
        case ("known", 3): gloss = nil
        case ("gloss", 4) where !fields[3].isEmpty: gloss = fields[3]
        default: return "the kind is known, or gloss with an explanation behind it"
        }
        if let gloss, !MarkedText(gloss).faults.isEmpty { return "the explanation's readings are no markup {漢字|かな}" }
        let term = Term(word: fields[0], reading: reading, gloss: gloss)
        lists.terms[term.word] = term
        if gloss != nil { lists.explained.add(term.word, term) }
        if let reading { lists.readings[term.word] = [reading] }
        return nil
    }

    private static func readReading(_ lists: inout WordLists, _ fields: [String]) -> String? {
        guard fields.count == 2, !fields[0].isEmpty else { return "needs word and reading" }
        guard isReading(fields[1]) else { return "the reading \(fields[1]) is not in kana" }
        if lists.readings[fields[0]] == nil { lists.readings[fields[0]] = [fields[1]] }
        return nil
    }

    private static func readWord(_ lists: inout WordLists, _ fields: [String]) -> String? {
        guard fields.count == 3, !fields[0].isEmpty else { return "needs word, reading and level" }
        guard let level = WordLevel(rawValue: fields[2]) else { return "the level is one of N5, N4, N3, N2, N1" }
        if lists.levels[fields[0]] == nil { lists.levels[fields[0]] = level }
        // The file begins with the easiest level, which stays.
        let sound = Kana.hiragana(fields[1].isEmpty ? fields[0] : fields[1])
        if lists.levelsByReading[sound] == nil { lists.levelsByReading[sound] = level }
        guard !fields[1].isEmpty else { return nil }
        guard isReading(fields[1]) else { return "the reading \(fields[1]) is not in kana" }
        // The project's own readings come first and are the only ones of their words.
        if lists.terms[fields[0]]?.reading == nil, !(lists.readings[fields[0]] ?? []).contains(fields[1]) {
            lists.readings[fields[0], default: []].append(fields[1])
        }
        return nil
    }

    private static func readWording(_ lists: inout WordLists, _ fields: [String]) -> String? {
        guard fields.count == 2 || fields.count == 3, let rule = Rule(rawValue: fields[0]), !fields[1].isEmpty else {
            return "needs a rule (EJ08 …) and a wording"
        }
        let instead = fields.count == 3 ? (fields[2] == "\"\"" ? "" : fields[2]) : nil
        if let instead, !MarkedText(instead).faults.isEmpty { return "its readings are no markup {漢字|かな}" }
        let wording = Wording(text: fields[1], instead: instead)
        if rule == .katakana || rule == .vocabulary {
            guard lists.easier[rule]?[wording.text] == nil else { return "\(wording.text) stands twice" }
            lists.easier[rule, default: [:]][wording.text] = wording
        } else {
            lists.wordings[rule, default: PhraseTable()].add(wording.text, wording)
        }
        return nil
    }
}
