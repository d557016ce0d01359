// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// Every phrase in every language, with who signed it off.
///
/// All patterns are compiled when the book is opened, so a broken one is found then and not at the first alert.
/// A book never changes; any number of tasks may format from it at once.
public struct PhraseBook: Sendable {
    private let phrases: [Language: [PhraseKey: Phrase]]
    private let knownArguments: [PhraseKey: Set<String>]

    /// What a translator should look at and what does not keep the book closed: stale sources, arguments that a
    /// translation leaves out, fuzzy patterns that are broken.
    public let warnings: [PhraseFault]

    /// Opens `<directory>/alerts/<language>.po` and `<directory>/ui/<language>.po`, as many as there are.
    ///
    /// Throws all faults of all files at once. A PO file named for none of the sixteen languages is one.
    public init(directory: URL) throws(PhraseBookError) {
        var files = CatalogFiles(directory: directory)
        files.read()
        try self.init(catalogs: files.catalogs, faults: files.faults)
    }

    /// Opens catalogs that are already read.
    public init(catalogs: [Catalog]) throws(PhraseBookError) {
        try self.init(catalogs: catalogs, faults: [])
    }

    private init(catalogs: [Catalog], faults: [PhraseFault]) throws(PhraseBookError) {
        var compiler = PhraseCompiler(faults: faults)
        for catalog in catalogs { compiler.compile(catalog) }
        compiler.compare()
        guard compiler.faults.isEmpty else { throw PhraseBookError(faults: compiler.faults) }
        phrases = compiler.phrases
        knownArguments = compiler.knownArguments
        warnings = compiler.warnings
    }

    /// The languages that the book has a file of.
    public var languages: [Language] { phrases.keys.sorted() }

    /// The phrases that the book has an entry of in any language, translated or not.
    public var keys: Set<PhraseKey> {
        phrases.values.reduce(into: []) { $0.formUnion($1.keys) }
    }

    /// Whether a phrase may be sent in a language; a phrase that the book does not know is missing.
    public func status(of key: PhraseKey, in language: Language) -> PhraseStatus {
        phrases[language]?[key]?.status ?? .missing
    }

    /// The names of the arguments of a phrase that is ready, at any depth of its pattern; nil if it is not ready.
    public func arguments(of key: PhraseKey, in language: Language) -> Set<String>? {
        guard let phrase = phrases[language]?[key], phrase.status == .ready else { return nil }
        return phrase.message?.arguments
    }

    /// Who signed the translation off; nil if no native has read it, or if it is not ready.
    public func signOff(of key: PhraseKey, in language: Language) -> SignOff? {
        guard let phrase = phrases[language]?[key], phrase.status == .ready else { return nil }
        return phrase.signOff
    }

    /// The phrase in a language with its arguments put in.
    ///
    /// All arguments that the pattern names must be given, even if only another branch of it uses them; those that
    /// only other languages use may be. Digits are Latin and times are Japan's.
    public func format(
        _ key: PhraseKey,
        in language: Language,
        _ arguments: [String: PhraseValue] = [:]
    ) throws(PhraseError) -> String {
        guard let phrase = phrases[language]?[key] else { throw .missing }
        switch phrase.status {
        case .missing: throw .missing
        case .fuzzy: throw .fuzzy
        case .ready: break
        }
        guard let message = phrase.message else { throw .missing }
        if let name = message.arguments.filter({ arguments[$0] == nil }).min() { throw .missingArgument(name) }
        let known = knownArguments[key] ?? []
        if let name = arguments.keys.filter({ !known.contains($0) }).min() { throw .unknownArgument(name) }
        for (name, value) in arguments where !value.isFinite {
            throw .icu("\(key) in \(language): the argument {\(name)} is not finite; give a number that can be read")
        }
        do throws(ICUError) {
            return try message.format(arguments)
        } catch {
            throw .icu("\(key) in \(language): \(error): an argument does not fit the pattern; give the kind it wants")
        }
    }
}

extension PhraseValue {
    fileprivate var isFinite: Bool {
        switch self {
        case .number(let number): number.isFinite
        case .time(let date): date.timeIntervalSince1970.isFinite
        case .text, .integer: true
        }
    }
}
