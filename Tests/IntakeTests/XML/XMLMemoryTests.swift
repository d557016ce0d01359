// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import SafeXML
import Testing

/// What hostile documents cost to refuse. Each is read in a process of its own, where nothing else allocates.
@Suite("XML memory", .timeLimit(.minutes(10)))
struct XMLMemoryTests {
    /// What a refusal may add to the peak of the process. libxml2 and the tree up to the limit take about
    /// 30 MB; an attack that works takes gigabytes.
    static let bound = 64 << 20

    /// Documents made to cost much more than they are long.
    static func documents() -> [(name: String, document: Data)] {
        let lines = (0..<10).map { "<!ENTITY l\($0 + 1) \"\(String(repeating: "&l\($0);", count: 10))\">" }
        let long = String(repeating: "a", count: 400_000)
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>\(String(repeating: "地震", count: 100_000))</a>"
        let million = 1_000_000
        return [
            ("external entity", "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///dev/zero\">]><r>&x;</r>"),
            ("billion laughs", "<!DOCTYPE r [<!ENTITY l0 \"ha\">\(lines.joined())]><r>&l10;</r>"),
            (
                "quadratic blow-up",
                "<!DOCTYPE r [<!ENTITY a \"\(long)\">]><r b=\"\(String(repeating: "&a;", count: 100_000))\"/>"
            ),
            ("depth", String(repeating: "<a>", count: 100_000)),
            ("elements", "<r>\(String(repeating: "<a/>", count: 200_000))</r>"),
            ("attributes", "<r \((0..<80_000).map { "a\($0)=''" }.joined(separator: " "))/>"),
            ("text", "<r>\(String(repeating: "a", count: million))</r>"),
            ("references", "<r>\(String(repeating: "&amp;", count: million / 5))"),
            ("open comments", String(repeating: "<!-- ", count: million / 5)),
            ("open quotes", "<a \(String(repeating: "\"<", count: million / 2))"),
            ("a name", "<\(String(repeating: "a", count: million))/><"),
            ("a namespace for each element", "<a xmlns=\"urn:\(long)\">\(String(repeating: "<b/>", count: 2_000))</a>"),
            ("wrong label", text),
        ].map { ($0.0, Data($0.1.utf8)) } + [
            ("UTF-16", text.data(using: .utf16) ?? Data()),
            ("100 MB of text", Data("<r>".utf8) + Data(repeating: UInt8(ascii: "a"), count: 100 << 20)),
            ("100 MB of space", Data(repeating: UInt8(ascii: " "), count: 100 << 20)),
        ]
    }

    /// The most memory that this process has held since the mark was set back (proc(5), VmHWM).
    static func peak() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }

    @Test func refusingADocumentTakesBoundedMemory() async {
        await #expect(processExitsWith: .success) {
            for (name, document) in XMLMemoryTests.documents() {
                // proc(5): 5 sets the mark back to what is held now.
                try Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
                let before = XMLMemoryTests.peak()
                #expect(before > 0)
                #expect(throws: MarkupError.self, "\(name) is read") {
                    try MarkupElement(document: document, limits: .standard)
                }
                let added = XMLMemoryTests.peak() - before
                #expect(added < XMLMemoryTests.bound, "\(name) takes \(added >> 20) MB to refuse")
            }
        }
    }
}
