// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import EasyJapanese
import Localization

/// What `lint-ja` says of a file.
struct LintResult: Encodable {
    /// A finding, with the phrase's key where the file is a phrase file.
    struct Line: Encodable {
        let key: String?
        let rule: Rule
        let severity: LintSeverity
        let place: Place
        let text: String
        let message: String
        let suggestion: String?
        /// The line of a phrase's entry; places are in its text.
        let entryLine: Int?
    }

    let file: String
    let blocked: Bool
    let findings: [Line]
    let readings: [ProposedReading]
    let words: [LevelledWord]
    let proposal: String?
    let notes: [String]

    /// A text's; with `after`, the report on the proposed text, its findings are those that count.
    init(file: String, report: LintReport, after: LintReport? = nil) {
        self.file = file
        findings = (after ?? report).findings.map { Self.told($0) }
        blocked = (after ?? report).isBlocked
        readings = report.readings
        words = report.words
        proposal = after == nil ? nil : report.proposal
        notes = report.notes
    }

    /// A phrase file's.
    init(file: String, phrases: [POFile.Entry], linter: EasyJapaneseLinter) {
        self.file = file
        findings = phrases.filter { !$0.translation.isEmpty }.flatMap { entry in
            let key = entry.context ?? entry.source
            let report = linter.lint(phrase: entry.translation, as: PhraseExamples.form(of: key))
            return report.findings.map { Self.told($0.finding, key: key, entryLine: entry.line) }
        }
        blocked = findings.contains { $0.severity == .blocking }
        readings = []
        words = []
        proposal = nil
        notes = linter.lint("").notes
    }

    private static func told(_ finding: LintFinding, key: String? = nil, entryLine: Int? = nil) -> Line {
        Line(
            key: key,
            rule: finding.rule,
            severity: finding.severity,
            place: finding.place,
            text: finding.text,
            message: finding.message,
            suggestion: finding.suggestion,
            entryLine: entryLine
        )
    }

    /// "draft.txt:3:7"
    func place(_ place: Place) -> String { "\(file):\(place.line):\(place.column)" }

    /// A finding for people.
    func line(_ line: Line) -> String {
        let start = line.entryLine.map { "\(file):\($0): \(line.key ?? "")" } ?? place(line.place)
        let instead = line.suggestion.map { $0.isEmpty ? "; leave it out" : "; write \($0)" } ?? ""
        return Self.clean("\(start): \(line.rule.rawValue) \(line.severity.rawValue): \(line.message)\(instead)")
    }

    /// A text may hold control characters; nothing that is shown may move the cursor.
    private static func clean(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        )
    }
}
