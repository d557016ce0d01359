// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// The PO files of a phrase book as those see them who translate: to be checked, brought up to date and counted.
///
/// A phrase book refuses what it cannot send; here every file is read that can be, and what is wrong is told.
public struct TranslationFolder: Sendable {
    /// The folder, `Locales`.
    public let directory: URL
    /// The files that could be read.
    let catalogs: [Catalog]
    /// What is wrong with those that could not.
    private let faults: [PhraseFault]

    /// Reads `<directory>/alerts/<language>.po` and `<directory>/ui/<language>.po`, as many as there are.
    public init(directory: URL) {
        var files = CatalogFiles(directory: directory)
        files.read()
        self.directory = directory
        catalogs = files.catalogs
        faults = files.faults
    }

    /// Takes files that are already read, as those of a folder that has no others.
    public init(directory: URL, catalogs: [Catalog]) {
        self.directory = directory
        self.catalogs = catalogs
        faults = []
    }

    /// The languages that have a file which can be read.
    public var languages: [Language] { Set(catalogs.map(\.language)).sorted() }

    /// Whether the Japanese files can be read, without which nothing can be said of the others.
    public var hasSources: Bool {
        CatalogDomain.allCases.allSatisfy { catalog(.japanese, $0) != nil }
    }

    /// The keys of the Japanese files.
    public var keys: Set<PhraseKey> {
        Set(
            catalogs.filter { $0.language == .japanese }.flatMap(\.contents.entriesByKey.keys).map {
                PhraseKey(rawValue: $0)
            }
        )
    }

    func catalog(_ language: Language, _ domain: CatalogDomain) -> Catalog? {
        catalogs.first { $0.language == language && $0.domain == domain }
    }

    /// The name of a language's file, as faults tell it.
    func file(_ language: Language, _ domain: CatalogDomain) -> String {
        "\(directory.lastPathComponent)/\(domain.rawValue)/\(language).po"
    }

    /// Where a language's file is.
    func url(_ language: Language, _ domain: CatalogDomain) -> URL {
        directory.appendingPathComponent(domain.rawValue).appendingPathComponent("\(language).po")
    }

    /// All that is to be said of some languages' files, by file and line.
    ///
    /// Where no error is among it, a phrase book opens with these files and has every phrase ready.
    public func check(_ languages: [Language]) -> [Finding] {
        var findings: [Finding] = []
        for fault in faults where languages.contains(where: { fault.file.hasSuffix("/\($0).po") }) || isNobodys(fault) {
            var list = FindingList(file: fault.file)
            list.error(.file, line: fault.line, key: fault.key?.rawValue, message: fault.message)
            findings += list.findings
        }
        for language in languages {
            let terms = catalogs.filter { $0.language == language }
                .reduce(into: [:]) { $0.merge($1.contents.entriesByKey) { first, _ in first } }
            for domain in CatalogDomain.allCases {
                guard let source = catalog(.japanese, domain) else { continue }
                if let catalog = catalog(language, domain) {
                    findings += CatalogCheck(catalog, source: source, terms: terms).findings()
                } else if faults(inFile: file(language, domain)).isEmpty {
                    var list = FindingList(file: file(language, domain))
                    list.error(
                        .file,
                        nil,
                        "the file is not there",
                        "run `shirase l10n merge \(language)`, which begins it"
                    )
                    findings += list.findings
                }
            }
        }
        if languages.contains(.japanese) { findings += sharedKeys() }
        return findings.sorted()
    }

    /// Keys of one Japanese file that the other has as well; a phrase book would not know which is meant.
    private func sharedKeys() -> [Finding] {
        guard let alerts = catalog(.japanese, .alerts), let ui = catalog(.japanese, .ui) else { return [] }
        let known = alerts.contents.entriesByKey
        var list = FindingList(file: ui.file)
        for entry in ui.contents.entries {
            guard let key = entry.context, let first = known[key] else { continue }
            list.error(.key, entry, "the same key as \(alerts.file):\(first.line)", "remove one of the two")
        }
        return list.findings
    }

    /// What is wrong with a file that could not be read.
    func faults(inFile file: String) -> [PhraseFault] {
        faults.filter { $0.file == file }
    }

    /// Faults of files that are named for no language of ours, or of the folder.
    private func isNobodys(_ fault: PhraseFault) -> Bool {
        !Language.all.contains { fault.file.hasSuffix("/\($0).po") }
    }
}
