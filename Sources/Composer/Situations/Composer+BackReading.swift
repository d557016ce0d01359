// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

extension Composer {
    /// What a language will say of an alert, told in Japanese.
    ///
    /// No machine translates here: each line is the Japanese of the very key and slots that the language uses. A slot that
    /// the language's phrase leaves out is shown as 〔…〕, and where it has no words of its own for a choice, the Japanese
    /// of what it says instead stands there.
    public func backReading(of alert: Alert, in language: Language) throws(ComposerError) -> BackReading {
        guard alert.facts.hazard == alert.hazard, let template = templates.template(for: alert) else {
            throw .contradiction(alert.id, alert.hazard)
        }
        var pair = WordingPair(alert, language: language, composer: self)
        let situation = Situation(alert, previous: nil, language: language)
        let frame = templates.frame
        let marks = [frame.marks[alert.status.templateName]?.mark, alert.changeMark(of: frame)].compactMap { $0 }
        var lines: [BackReading.Line] = []
        for key in marks { lines.append(try pair.line(key, in: .subject)) }
        for (section, _) in template.sections {
            let parts = template.parts(of: section, in: situation)
            for part in section == .subject ? Array(parts.prefix(1)) : parts {
                lines.append(try pair.line(part.phrase, label: part.label, in: section))
            }
        }
        return BackReading(language: language, lines: lines, missing: pair.own.gaps)
    }
}

/// A message in a language and in Japanese, side by side.
private struct WordingPair {
    private(set) var own: Wording
    private var japanese: Wording

    init(_ alert: Alert, language: Language, composer: Composer) {
        own = Wording(alert, previous: nil, language: language, asked: language, composer: composer)
        japanese = Wording(alert, previous: nil, language: .japanese, asked: .japanese, composer: composer)
    }

    mutating func line(
        _ key: PhraseKey,
        label: PhraseKey? = nil,
        in section: AlertTemplate.Section
    ) throws(ComposerError) -> BackReading.Line {
        var words = try own.text(key).plain
        var (told, remarks) = words.isEmpty ? (try japanese.text(key).plain, ["no words yet"]) : try back(key)
        if let label {
            words = "\(try own.text(label).plain): \(words)"
            told = "\(try japanese.text(label).plain)：\(told)"
        }
        return BackReading.Line(
            section: section.rawValue,
            key: key.rawValue,
            words: words,
            japanese: told,
            remarks: remarks
        )
    }

    /// The Japanese of what the language says by a phrase.
    private mutating func back(_ key: PhraseKey) throws(ComposerError) -> (String, [String]) {
        let book = own.book
        let given = try own.arguments(of: key)
        var values = try japanese.arguments(of: key)
        var remarks: [String] = []
        let used = book.arguments(of: key, in: own.language) ?? []
        let words = try own.format(key, given)
        for name in values.keys.sorted() {
            guard used.contains(name) else {
                values[name] = .text("〔…〕")
                remarks.append("leaves out {\(name)}")
                continue
            }
            // A word that no phrase selects by: what comes out the same has no branch of its own.
            let neutral = PhraseValue.text("〔…〕")
            guard case .text = values[name], given[name] == values[name] else { continue }
            let ownNeutral = try own.format(key, given.merging([name: neutral]) { $1 })
            let plain = try japanese.format(key, values)
            let japaneseNeutral = try japanese.format(key, values.merging([name: neutral]) { $1 })
            if ownNeutral == words, japaneseNeutral != plain {
                values[name] = neutral
                remarks.append("has no words of its own for this {\(name)}")
            }
        }
        return (try japanese.format(key, values), remarks)
    }
}
