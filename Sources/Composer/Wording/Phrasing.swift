// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Gazetteer
import Localization

/// Puts phrases into one language, and notes those that it lacks and those that no native has signed off.
struct Phrasing {
    let language: Language
    let book: PhraseBook
    /// Whether Japanese names the year of the era beside that of the common era.
    let namesEras: Bool
    private(set) var gaps: [PhraseGap] = []
    /// Phrases that no native has signed off, in the order of their use; Japanese needs none.
    private(set) var unsigned: [PhraseKey] = []

    init(_ language: Language, composer: Composer) {
        self.language = language
        book = composer.phraseBook
        namesEras = composer.city.namesEras
    }

    /// What a phrase may name: what it names in Japanese, and what it names in this language.
    func arguments(of key: PhraseKey) -> Set<String> {
        (book.arguments(of: key, in: .japanese) ?? []).union(book.arguments(of: key, in: language) ?? [])
    }

    /// A phrase with its values; empty, and noted, if the language does not have it ready.
    mutating func format(_ key: PhraseKey, _ values: [String: PhraseValue]) throws(ComposerError) -> String {
        switch book.status(of: key, in: language) {
        case .ready:
            if language != .japanese, book.signOff(of: key, in: language) == nil, !unsigned.contains(key) {
                unsigned.append(key)
            }
        case .missing: return note(key, .missing)
        case .fuzzy: return note(key, .fuzzy)
        }
        do throws(PhraseError) {
            return try book.format(key, in: language, values)
        } catch {
            throw .phrase(key, language, error)
        }
    }

    /// A date in the form that the phrase gives it.
    mutating func dated(_ key: PhraseKey, _ date: Date) throws(ComposerError) -> String {
        // Only what the phrase names in some language is given, as the phrase book asks.
        let names = arguments(of: key)
        let moment = Moment(date: date, namesEra: namesEras && language == .japanese)
        return try format(key, moment.arguments.filter { names.contains($0.key) })
    }

    /// What was put together of phrases, with its readings in easy Japanese.
    func ruby(_ text: String) -> RubyText {
        guard language == .easyJapanese else { return RubyText(plain: text) }
        // What telegrams hold is cleaned of braces and phrases are checked at load, so this always reads.
        return (try? RubyText(parsing: text)) ?? RubyText(plain: text)
    }

    /// The name of a place.
    func name(of area: Area) -> String {
        let name = area.name(in: language.rawValue)
        return language == .easyJapanese ? DataText.markup(name, reading: area.reading) : DataText.cleaned(name)
    }

    private mutating func note(_ key: PhraseKey, _ status: PhraseGap.Status) -> String {
        let gap = PhraseGap(key: key.rawValue, language: language, status: status)
        if !gaps.contains(gap) { gaps.append(gap) }
        return ""
    }
}
