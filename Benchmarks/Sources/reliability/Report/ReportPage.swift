// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// `Documentation/Reliability.md`, written from what experiments came to, and the JSON beside it.
///
/// What did not run keeps the earlier result with its date.
struct ReportPage {
    private static let order = ["kills", "postgres", "frozen", "trouble", "disk", "simulation"]
    private let text: URL
    private let json: URL
    private var sections: [String: Section]

    /// - Parameter text: the page; the JSON bears its name with another ending.
    init(at text: URL) throws {
        self.text = text
        json = text.deletingPathExtension().appendingPathExtension("json")
        guard let bytes = try? Data(contentsOf: json) else {
            sections = [:]
            return
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            sections = try decoder.decode([String: Section].self, from: bytes)
        } catch {
            throw BenchError(description: "\(json.path) cannot be read, remove it: \(error)")
        }
    }

    mutating func take(_ section: Section) { sections[section.id] = section }

    /// Writes both.
    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        try (encoder.encode(sections) + Data("\n".utf8)).write(to: json, options: .atomic)
        try Data(page.utf8).write(to: text, options: .atomic)
    }

    private var ordered: [Section] {
        Self.order.compactMap { sections[$0] }
            + sections.values.filter { !Self.order.contains($0.id) }.sorted { $0.id < $1.id }
    }

    private var page: String {
        let failed = ordered.flatMap { section in
            section.findings.filter { $0.isKept == false }.map { "- \(section.title): \($0.what): \($0.measured)" }
        }
        let head = """
            # Reliability

            What `make reliability` measured last: the release build of `shirase` as a process of its own, against mail servers made for
            it, killed, frozen, and with its disk taken away. `make soak` is the long form. Written by the program; do not edit.
            Each part has its date: what did not run in the last run stands as it was. The promises are those of [Design.md](Design.md).

            \(failed.isEmpty ? "Every promise below was kept." : "**Not kept:**\n\n" + failed.joined(separator: "\n"))

            """
        return ([head] + ordered.map(part)).joined(separator: "\n")
    }

    private func part(_ section: Section) -> String {
        var lines = [
            "## \(section.title)",
            "\(section.date.formatted(.iso8601.year().month().day())), \(section.machine); \(section.size).",
            "",
        ]
        if !section.findings.isEmpty {
            lines += ["| what | measured | promised | |", "|---|---|---|---|"]
            lines += section.findings.map { finding in
                let mark = finding.isKept.map { $0 ? "kept" : "**not kept**" } ?? ""
                return "| \(finding.what) | \(finding.measured) | \(finding.promise ?? "") | \(mark) |"
            }
            lines.append("")
        }
        for note in section.notes { lines += [note, ""] }
        if let figure = section.figure { lines += ["```", figure, "```", ""] }
        return lines.joined(separator: "\n")
    }
}
