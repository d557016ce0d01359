// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import TestSupport
import Testing

/// The translations that the project ships.
@Suite
struct RepositoryTranslationsTests {
    private let translations = TranslationFolder(directory: RepositoryRoot.appending("Locales"))

    @Test(arguments: Language.all)
    func theCheckFindsNoError(language: Language) {
        let errors = translations.check([language]).filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors.map(\.description).joined(separator: "\n"))")
    }

    @Test func everyFileIsUpToTheJapanese() throws {
        let outcomes = try translations.merge(translations.languages)
        #expect(outcomes.count == (Language.all.count - 1) * CatalogDomain.allCases.count)
        for outcome in outcomes {
            #expect(outcome.changes.isEmpty, "\(outcome.file): \(outcome.changes)")
        }
    }

    /// Until a native has signed a text off, no count may say so.
    @Test func whatNobodyHasReadIsCountedSo() {
        for line in translations.statistics(Language.all) {
            #expect(line.ready == line.total)
            #expect(line.signedOff.values.reduce(line.unread, +) == line.ready)
        }
    }
}
