// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A translation in a phrase book.
struct Phrase: Sendable {
    var status: PhraseStatus
    /// The pattern, where there is one and it could be compiled.
    let message: CompiledMessage?
    let signOff: SignOff?
    /// The Japanese that it was translated from, where that is known.
    let source: String?
    let file: String
    let line: Int
}

/// Builds the phrases of a book out of its catalogs and collects all that is wrong.
struct PhraseCompiler {
    private(set) var phrases: [Language: [PhraseKey: Phrase]] = [:]
    private(set) var knownArguments: [PhraseKey: Set<String>] = [:]
    private(set) var faults: [PhraseFault]
    private(set) var warnings: [PhraseFault] = []
    /// The sixteen languages share their sources.
    private var sourceArguments: [String: Set<String>] = [:]

    init(faults: [PhraseFault]) {
        self.faults = faults
    }

    mutating func compile(_ catalog: Catalog) {
        let header = SignOff.remark(in: catalog.contents.header.comments)
        for message in header.faults {
            faults.append(PhraseFault(file: catalog.file, line: 1, key: nil, message: message))
        }
        checkLanguage(of: catalog)
        phrases[catalog.language, default: [:]].reserveCapacity(catalog.contents.entries.count)
        for entry in catalog.contents.entries {
            compile(entry, of: catalog, header: header)
        }
    }

    private mutating func compile(_ entry: POFile.Entry, of catalog: Catalog, header: SignOff.Remark) {
        guard let context = entry.context, !context.isEmpty else {
            report("an entry without msgctxt; give it its key", at: entry, of: catalog)
            return
        }
        let key = PhraseKey(rawValue: context)
        if let first = phrases[catalog.language]?[key] {
            let place = first.line > 0 ? "\(first.file):\(first.line)" : first.file
            report("the same key as \(place); remove one of the two", at: entry, of: catalog)
            return
        }
        if entry.source.isEmpty {
            report("an empty msgid; write the Japanese text there", at: entry, of: catalog)
        }
        let remark = SignOff.remark(in: entry.comments)
        for message in remark.faults { report(message, at: entry, of: catalog) }
        let status: PhraseStatus = entry.translation.isEmpty ? .missing : entry.isFuzzy ? .fuzzy : .ready
        let message = status == .missing ? nil : message(entry, of: catalog)
        phrases[catalog.language]?[key] = Phrase(
            status: status,
            message: message,
            signOff: remark.signOff ?? (remark.isUnread ? nil : header.signOff),
            source: catalog.hasSources ? entry.source : nil,
            file: catalog.file,
            line: entry.line
        )
    }

    private mutating func message(_ entry: POFile.Entry, of catalog: Catalog) -> CompiledMessage? {
        let pattern = entry.translation
        do throws(ICUError) {
            let message = try CompiledMessage(pattern, language: catalog.language)
            if let name = message.arguments.filter({ $0.wholeMatch(of: /[a-z][A-Za-z0-9_]*/) == nil }).min() {
                let rule = "name it with Latin letters and digits, beginning with a small letter"
                report("the argument {\(name)} has no proper name; \(rule)", at: entry, of: catalog)
            }
            checkReadings(of: entry, in: catalog)
            return message
        } catch {
            report("msgstr is no ICU message: \(error.description(in: pattern))", at: entry, of: catalog)
            return nil
        }
    }

    /// Finds stale translations and arguments that do not agree with the Japanese ones.
    mutating func compare() {
        for (language, key) in phrases.flatMap({ language, phrases in phrases.keys.map { (language, $0) } }).sorted(
            by: <
        ) {
            guard var phrase = phrases[language]?[key] else { continue }
            let japanese = phrases[.japanese]?[key]
            let arguments = phrase.message?.arguments ?? []
            knownArguments[key, default: []].formUnion(arguments)
            guard let source = phrase.source else { continue }
            if language != .japanese, let current = japanese?.source, current != source, phrase.status == .ready {
                phrase.status = .fuzzy
                phrases[language]?[key] = phrase
                warn("translated from another source than the Japanese file has now; look at it again", key, phrase)
            }
            let sourced = argumentsOfSource(source)
            knownArguments[key, default: []].formUnion(sourced)
            guard phrase.status == .ready else { continue }
            let expected = sourced.union(japanese?.message?.arguments ?? [])
            if let name = arguments.subtracting(expected).min() {
                let message = "the argument {\(name)} is not in the Japanese; spell it as there"
                faults.append(PhraseFault(file: phrase.file, line: phrase.line, key: key, message: message))
            }
            if let name = expected.subtracting(arguments).min() {
                warn("the argument {\(name)} of the Japanese is left out; check that no fact is lost", key, phrase)
            }
        }
    }

    /// A source that is no pattern names no arguments.
    private mutating func argumentsOfSource(_ source: String) -> Set<String> {
        if let arguments = sourceArguments[source] { return arguments }
        let arguments = (try? CompiledMessage(source, language: .japanese))?.arguments ?? []
        sourceArguments[source] = arguments
        return arguments
    }

    private mutating func checkLanguage(of catalog: Catalog) {
        guard let named = catalog.contents.field("Language"), !named.isEmpty else { return }
        let primary = named.prefix { $0.isLetter }.lowercased()
        if primary != catalog.language.rawValue.prefix(while: { $0 != "-" }) {
            let message = "the header's Language is \(named), the file's name says \(catalog.language); make them agree"
            faults.append(PhraseFault(file: catalog.file, line: 1, key: nil, message: message))
        }
    }

    private mutating func checkReadings(of entry: POFile.Entry, in catalog: Catalog) {
        guard catalog.language.hasReadings else { return }
        do throws(RubyError) {
            _ = try RubyText(pattern: entry.translation)
        } catch {
            report("\(error)", at: entry, of: catalog)
        }
    }

    /// Keeps the book closed, unless the entry is fuzzy and so never sent.
    private mutating func report(_ message: String, at entry: POFile.Entry, of catalog: Catalog) {
        let key = entry.context.map(PhraseKey.init(rawValue:))
        let fault = PhraseFault(file: catalog.file, line: entry.line, key: key, message: message)
        if entry.isFuzzy { warnings.append(fault) } else { faults.append(fault) }
    }

    private mutating func warn(_ message: String, _ key: PhraseKey, _ phrase: Phrase) {
        warnings.append(PhraseFault(file: phrase.file, line: phrase.line, key: key, message: message))
    }
}
