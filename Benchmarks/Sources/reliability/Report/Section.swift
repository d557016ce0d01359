// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// What one experiment came to; kept as JSON beside the page.
struct Section: Codable {
    /// A line of its table.
    struct Finding: Codable {
        let what: String
        let measured: String
        /// What was promised; nil for what is only told.
        let promise: String?
        let isKept: Bool?
    }

    /// Names the experiment.
    let id: String
    let title: String
    let date: Date
    let machine: String
    /// How large it was.
    let size: String
    private(set) var findings: [Finding] = []
    /// Sentences below the table.
    private(set) var notes: [String] = []
    /// Drawn with fixed width.
    private(set) var figure: String?

    init(_ id: String, _ title: String, size: String) {
        self.id = id
        self.title = title
        self.size = size
        date = Date()
        machine = Machine.description
    }

    /// Whether every promise was kept.
    var isKept: Bool { findings.allSatisfy { $0.isKept ?? true } }

    mutating func tell(_ what: String, _ measured: String) {
        add(Finding(what: what, measured: measured, promise: nil, isKept: nil))
    }

    mutating func promise(_ what: String, _ promise: String, _ measured: String, isKept: Bool) {
        add(Finding(what: what, measured: measured, promise: promise, isKept: isKept))
    }

    mutating func note(_ sentence: String) {
        notes.append(sentence)
        progress("  \(sentence)")
    }

    mutating func draw(_ figure: String) {
        self.figure = [self.figure, figure].compactMap { $0 }.joined(separator: "\n\n")
        progress(figure)
    }

    private mutating func add(_ finding: Finding) {
        findings.append(finding)
        let mark = finding.isKept.map { $0 ? "kept  " : "FAILED" } ?? "      "
        let promised = finding.promise.map { " (\($0))" } ?? ""
        progress("  \(mark)  \(finding.what): \(finding.measured)\(promised)")
    }
}

/// Tells a person who waits.
func progress(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
