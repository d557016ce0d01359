// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Collects what is found in one file.
struct FindingList {
    let file: String
    private(set) var findings: [Finding] = []

    init(file: String) {
        self.file = file
    }

    /// A fault of an entry, or of the file where none is given.
    mutating func error(_ rule: Finding.Rule, _ entry: POFile.Entry?, _ problem: String, _ remedy: String) {
        add(rule, .error, entry?.line ?? 0, entry?.context, problem, remedy)
    }

    /// What may be meant.
    mutating func warn(_ rule: Finding.Rule, _ entry: POFile.Entry?, _ problem: String, _ remedy: String) {
        add(rule, .warning, entry?.line ?? 0, entry?.context, problem, remedy)
    }

    /// A fault of a key that the file has no entry of.
    mutating func error(_ rule: Finding.Rule, key: String, _ problem: String, _ remedy: String) {
        add(rule, .error, 0, key, problem, remedy)
    }

    /// A fault whose message says both what is wrong and, behind its last semicolon, what to do.
    mutating func error(_ rule: Finding.Rule, line: Int, key: String?, message: String) {
        let parts = message.split(separator: "; ")
        let remedy = parts.count > 1 ? String(parts[parts.count - 1]) : "correct it"
        add(rule, .error, line, key, parts.dropLast(parts.count > 1 ? 1 : 0).joined(separator: "; "), remedy)
    }

    private mutating func add(
        _ rule: Finding.Rule,
        _ severity: Finding.Severity,
        _ line: Int,
        _ key: String?,
        _ problem: String,
        _ remedy: String
    ) {
        findings.append(
            Finding(
                rule: rule,
                severity: severity,
                file: file,
                line: line,
                key: key,
                problem: problem,
                remedy: remedy
            )
        )
    }
}
