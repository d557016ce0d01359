// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Foundation
import Localization
import TestSupport
import Testing

/// The project's own easy Japanese, by its own rules.
@Suite struct PhraseBookTests {
    @Test(arguments: ["alerts", "ui"])
    func everyPhraseKeepsTheBlockingRules(folder: String) throws {
        let file = RepositoryRoot.appending("Locales/\(folder)/ja-simple.po")
        let contents = try POFile(parsing: Array(try Data(contentsOf: file)))
        let linter = Sample.linter()
        #expect(!contents.entries.isEmpty)
        for entry in contents.entries where !entry.translation.isEmpty {
            let key = entry.context ?? entry.source
            let report = linter.lint(phrase: entry.translation, as: PhraseExamples.form(of: key))
            #expect(report.branches > 0, "\(key): no ICU message")
            for (finding, text) in report.findings where finding.severity == .blocking {
                Issue.record("\(key): \(finding.rule.rawValue): \(finding.message): \(finding.text) in \(text)")
            }
        }
    }
}
