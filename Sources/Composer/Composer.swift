// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation
public import Gazetteer
public import Localization

/// Puts alerts into words: alert + language + shape → rendering.
///
/// The structure comes from templates, every word from the phrase book; nothing is translated here. The same alert
/// gives the same bytes, whenever and wherever it is composed.
public struct Composer: Sendable {
    /// Where the URL that stops the messages goes, unless another marker is chosen.
    ///
    /// U+FFFC never stands in a phrase, nor in anything that a telegram holds once it is cleaned.
    public static let unsubscribeMarker = "\u{FFFC}unsubscribe\u{FFFC}"

    /// Stands once in the text and once in the HTML of a mail, in place of the reader's own URL.
    public let unsubscribeMarker: String

    let templates: TemplateFolder
    let phraseBook: PhraseBook
    let city: CityProfile
    let epicentres: EpicentreNames
    let spokenWords: SpokenWords

    /// Reads and checks every template, and that the phrase book has every phrase they name in Japanese.
    ///
    /// - Parameters:
    ///   - directory: `Templates`, whose folder `alerts` holds a file a hazard and `frame.yaml`; or that folder itself.
    ///   - phraseBook: the words.
    ///   - city: whose alerts they are.
    ///   - locales: the folder of `places/epicentres.json` and `speech/ja.tsv`; without it `Locales` beside `Templates`.
    ///   - unsubscribeMarker: what stands for the reader's URL; it must need no escaping in HTML.
    /// - Throws: all faults of all files at once, with file, line and key.
    public init(
        templates directory: URL,
        phraseBook: PhraseBook,
        city: CityProfile,
        locales: URL? = nil,
        unsubscribeMarker: String = Composer.unsubscribeMarker
    ) throws(TemplateError) {
        var faults: [TemplateError.Fault] = []
        for key in Term.all where phraseBook.status(of: key, in: .japanese) != .ready {
            let problem = "the term is not ready in Locales/alerts/ja.po; every alert may need it"
            faults.append(TemplateError.Fault(file: "ja.po", line: nil, key: key.rawValue, problem: problem))
        }
        let folder = locales ?? Self.locales(beside: directory)
        var names: EpicentreNames?
        do throws(EpicentreNames.Refusal) {
            names = try EpicentreNames(contentsOf: folder.appendingPathComponent("places/epicentres.json"))
        } catch {
            faults.append(TemplateError.Fault(file: "epicentres.json", line: nil, key: "", problem: error.problem))
        }
        var words: SpokenWords?
        do throws(SpokenWords.Refusal) {
            words = try SpokenWords(contentsOf: folder.appendingPathComponent("speech/ja.tsv"))
        } catch {
            faults.append(TemplateError.Fault(file: "speech/ja.tsv", line: error.line, key: "", problem: error.problem))
        }
        templates = try TemplateFolder(directory: directory, book: phraseBook, more: faults)
        guard let names, let words else { throw TemplateError(directory: directory.path, faults: faults) }
        epicentres = names
        spokenWords = words
        self.phraseBook = phraseBook
        self.city = city
        self.unsubscribeMarker = unsubscribeMarker
    }

    private static func locales(beside directory: URL) -> URL {
        let templates = directory.lastPathComponent == "alerts" ? directory.deletingLastPathComponent() : directory
        return templates.deletingLastPathComponent().appendingPathComponent("Locales", isDirectory: true)
    }

    /// What an alert says in a language, without shape.
    ///
    /// - Throws: `ComposerError.incomplete`, naming every phrase that the language does not have ready.
    public func document(for alert: Alert, in language: Language) throws(ComposerError) -> Document {
        let (document, gaps) = try compose(alert, in: language, asked: language, previous: nil)
        guard let document else { throw .incomplete(language, gaps) }
        return document
    }

    /// A document, or the gaps because of which there is none.
    func compose(
        _ alert: Alert,
        in language: Language,
        asked: Language,
        previous: Alert?
    ) throws(ComposerError) -> (document: Document?, gaps: [PhraseGap]) {
        guard alert.facts.hazard == alert.hazard, let template = templates.template(for: alert) else {
            throw .contradiction(alert.id, alert.hazard)
        }
        // Facts of another hazard say nothing about what this one was before.
        let previous = previous.flatMap { $0.facts.hazard == alert.facts.hazard ? $0 : nil }
        var draft = DocumentDraft(
            wording: Wording(alert, previous: previous, language: language, asked: asked, composer: self),
            situation: Situation(alert, previous: previous, language: language),
            template: template,
            frame: templates.frame
        )
        let document = try draft.document()
        guard draft.wording.gaps.isEmpty else { return (nil, draft.wording.gaps) }
        // Easy Japanese and English stand in for all others: what is held back would leave nothing to send.
        let isStandIn = [Language.japanese, .easyJapanese, .english].contains(language)
        guard !isStandIn, city.holdsUnsigned.contains(alert.hazard), !draft.wording.unsigned.isEmpty else {
            return (document, [])
        }
        return (nil, draft.wording.unsigned.map { .init(key: $0.rawValue, language: language, status: .unsigned) })
    }
}
