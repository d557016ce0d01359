// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// Writes an alert as a voice is to read it: a sentence a line, an empty line for each pause.
///
/// In Japanese everything stands in kana, but for words that neither the city's profile nor `Locales/speech` has, as they
/// stand in what an officer or another sender wrote; in other languages digits stay, since voices read them rightly. The mark of a drill is said first and last.
struct SpeechScript {
    private let text: AlertText
    private let japanese: JapaneseSpeech?
    private let voice: SpokenText

    init(_ text: AlertText, words: SpokenWords) {
        let language = text.document.language
        self.text = text
        voice = SpokenText(language: language)
        // Names in easy Japanese have their readings already.
        switch language {
        case .japanese: japanese = JapaneseSpeech(names: text.readings, words: words)
        case .easyJapanese: japanese = JapaneseSpeech(names: [], words: SpokenWords([]))
        default: japanese = nil
        }
    }

    var written: String {
        let banner = text.document.banner.map(lines) ?? []
        var sections = [banner + lines(text.subject)]
        var heading: [String] = []
        for block in text.document.blocks {
            switch block {
            case .heading(let title): heading = lines(title)
            case .lead(let texts), .list(let texts): sections.append(heading + texts.flatMap(lines))
            case .paragraph(let paragraph), .notice(let paragraph): sections.append(heading + lines(paragraph))
            case .facts(let facts): sections.append(heading + facts.flatMap(lines))
            case .link: continue
            }
            if case .heading = block { continue }
            heading = []
        }
        sections.append(banner)
        return sections.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    private func lines(_ words: RubyText) -> [String] { voice.sentences(spoken(words)) }

    private func lines(_ fact: Document.Fact) -> [String] {
        let colon = japanese == nil ? ": " : "："
        let (label, value) = (spoken(fact.label), spoken(fact.value))
        // マグニチュード：M5.9 names it once.
        return voice.sentences(label + colon + (value.hasPrefix(label) ? String(value.dropFirst(label.count)) : value))
    }

    private func spoken(_ words: RubyText) -> String { japanese?.spoken(words) ?? words.plain }
}
