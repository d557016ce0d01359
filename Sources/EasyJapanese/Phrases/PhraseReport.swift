// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the linter says of a phrase of a phrase book.
public struct PhraseReport: Sendable {
    /// Each finding once, with the text of the branch that has it.
    public let findings: [(finding: LintFinding, text: String)]
    /// How many texts the phrase becomes; 0 of what is no ICU message.
    public let branches: Int
}

extension EasyJapaneseLinter {
    /// What is to be said of an ICU message: of each of its branches, with examples in the place of arguments.
    ///
    /// Places of findings are those in the branch's text.
    ///
    /// - Parameters:
    ///   - pattern: the message, with readings in full-width markup.
    ///   - examples: what stands for arguments, by name; a number or これ for the others.
    public func lint(
        phrase pattern: String,
        as form: TextForm = .phrase,
        examples: [String: String] = PhraseExamples.all
    ) -> PhraseReport {
        let branches = MessageBranches(pattern: pattern) { name, type in
            examples[name] ?? (type.isEmpty || type == "select" ? "これ" : "5")
        }
        var told: Set<String> = []
        var findings: [(finding: LintFinding, text: String)] = []
        for text in branches.texts {
            for finding in lint(text, as: form).findings
            where told.insert("\(finding.rule.rawValue) \(finding.text) \(finding.message)").inserted {
                findings.append((finding, text))
            }
        }
        return PhraseReport(findings: findings, branches: branches.texts.count)
    }
}
