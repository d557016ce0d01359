// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// The other reader: what `xmllint --xpath` finds in a file, so that nothing of ours checks itself.
struct XMLLint {
    /// One element that an XPath selected.
    struct Line: Equatable {
        let name: String
        let attributes: String
        let text: String

        func attribute(_ name: String) -> String {
            guard let start = attributes.range(of: " \(name)=\"") else { return "" }
            return String(attributes[start.upperBound...].prefix { $0 != "\"" })
        }
    }

    /// What `xmllint` says of a file against a schema; empty where it is valid.
    static func faults(of file: URL, schema: URL) throws -> String {
        let result = try run(["--nonet", "--noout", "--schema", schema.path, file.path])
        return result.status == 0 ? "" : result.errors
    }

    /// Selects the elements at the end of paths of local names (`Pref/Area/Code`), in document order, with one call.
    static func select(_ paths: [String], in file: URL) throws -> [Line] {
        let expressions = paths.map { path in
            "/" + path.split(separator: "/").map { "/*[local-name()='\($0)']" }.joined()
        }
        let text = try run(["--nonet", "--xpath", expressions.joined(separator: " | "), file.path]).output
        return text.matches(of: /<(?:\w+:)?(\w+)([^<>]*?)(?:\/>|>([^<]*)<\/(?:\w+:)?\w+>)/).map { match in
            Line(
                name: String(match.1),
                attributes: String(match.2),
                text: (match.3 ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            )
        }
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        let tool = "/usr/bin/xmllint"
        try #require(
            FileManager.default.isExecutableFile(atPath: tool),
            "\(tool) is missing and these tests compare with it: apt-get install libxml2-utils"
        )
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("xmllint-\(UUID().uuidString)")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.start()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.awaitEnd()
        return (process.terminationStatus, text, try String(contentsOf: errors, encoding: .utf8))
    }
}
