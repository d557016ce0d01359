// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

/// What is promised of any pattern that a translator writes; the fuzzer holds us to that, and so do the tests.
enum PatternProperty {
    /// The first promise that these bytes break; nil where all are kept.
    static func fault(in data: Data) -> String? {
        guard let pattern = String(validating: data, as: UTF8.self), let first = pattern.unicodeScalars.first else {
            return nil
        }
        let language = Language.all[Int(first.value) % Language.all.count]
        let files = language == .japanese ? [language] : [.japanese, language]
        let catalogs = files.map { catalog($0, pattern) }
        let empty = POFile(header: POFile.Entry(source: "", translation: header(.japanese)), entries: [])
        let interface = files.map { Catalog(language: $0, domain: .ui, file: "ui.po", contents: empty) }
        let folder = TranslationFolder(directory: URL(fileURLWithPath: "/Locales"), catalogs: catalogs + interface)
        let isGood = folder.check(files).allSatisfy { $0.severity != .error || $0.rule == .header }
        guard let book = try? PhraseBook(catalogs: catalogs) else {
            return isGood ? "the check finds no error, and the book does not open" : nil
        }
        guard let names = book.arguments(of: key, in: language) else { return nil }
        for value in [PhraseValue.text("市川市"), .integer(1), .number(1.5), .time(Date(timeIntervalSince1970: 0))] {
            let arguments = Dictionary(uniqueKeysWithValues: names.map { ($0, value) })
            let texts = (0..<2).map { _ in Result { try book.format(key, in: language, arguments) } }
            switch (texts[0], texts[1]) {
            case (.success(let one), .success(let other)) where one == other: break
            case (.failure, .failure): break
            default: return "formatted again it is something else"
            }
        }
        return nil
    }

    private static let key: PhraseKey = "a.subject"

    private static func header(_ language: Language) -> String {
        "Language: \(language.htmlTag)\nContent-Type: text/plain; charset=UTF-8\n"
    }

    private static func catalog(_ language: Language, _ pattern: String) -> Catalog {
        let entry = POFile.Entry(context: key.rawValue, source: pattern, translation: pattern)
        let header = POFile.Entry(source: "", translation: header(language))
        return Catalog(language: language, file: "\(language).po", contents: POFile(header: header, entries: [entry]))
    }
}
