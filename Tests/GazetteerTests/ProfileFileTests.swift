// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Gazetteer
import Testing

/// What a YAML file may not do to us.
@Suite(.timeLimit(.minutes(10))) struct ProfileFileTests {
    private func fault(of text: String) throws -> ProfileError.Fault? {
        let folder = try ProfileFolder()
        try folder.write(text, to: "topics.yaml")
        let faults = folder.faults()
        #expect(faults.count == 1)
        #expect(faults.first?.file == "topics.yaml")
        return faults.first
    }

    @Test func refusesABombOfAliases() throws {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let uses = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(uses)]\n"
        }
        let fault = try fault(of: bomb + "topics: *a9\n")
        #expect(fault?.problem.contains("alias") == true)
        #expect(fault?.line == 1)
    }

    @Test func refusesAnAnchorDeepInside() throws {
        let fault = try fault(of: "topics:\n  - {key: &k crime, listIdLabel: crime}\n")
        #expect(fault?.problem.contains("anchor") == true)
        #expect(fault?.line == 2)
    }

    @Test func refusesAnOversizedFile() throws {
        let text = "topics:\n" + String(repeating: "  - {key: crime, listIdLabel: crime}\n", count: 40_000)
        #expect(text.utf8.count > 1 << 20)
        #expect(try fault(of: text)?.problem == "is larger than 1048576 bytes")
    }

    @Test(arguments: ["[", "- ", "{a: "])
    func refusesDeepNesting(opening: String) throws {
        let text = "topics: " + (opening == "- " ? "\n" : "") + String(repeating: opening, count: 100_000)
        #expect(try fault(of: text)?.problem.hasPrefix("is not valid YAML") == true)
    }

    @Test(arguments: [
        ("", "empty"), ("# nothing\n", "empty"), ("- a\n- b\n", "keys and values"), ("text\n", "keys and values"),
        ("topics: [a\n", "not valid YAML"), ("topics: []\ntopics: []\n", "twice"),
        ("a: 1\n---\nb: 2\n", "not valid YAML"),
        ("topics: *nobody\n", "not valid YAML"),
    ])
    func saysWhatIsWrong(text: String, says: String) throws {
        #expect(try fault(of: text)?.problem.contains(says) == true)
    }

    @Test func refusesWhatIsNotUTF8() throws {
        let folder = try ProfileFolder()
        try Data([0x74, 0x3A, 0x20, 0x8E, 0x73, 0x90, 0xEC]).write(to: folder.url.appendingPathComponent("topics.yaml"))
        #expect(folder.faults().map(\.problem) == ["is not UTF-8"])
    }

    @Test func refusesAFolderInPlaceOfAFile() throws {
        let folder = try ProfileFolder()
        let url = folder.url.appendingPathComponent("topics.yaml")
        try FileManager.default.removeItem(at: url)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        #expect(folder.faults().map(\.file) == ["topics.yaml"])
    }

    @Test func countsNoEntryTwiceInALongList() throws {
        let text = "topics:\n" + String(repeating: "- {}\n", count: 5_001)
        let fault = try ProfileFolder()
        try fault.write(text, to: "topics.yaml")
        #expect(fault.faults().contains { $0.problem.contains("more than 5000") })
    }
}
