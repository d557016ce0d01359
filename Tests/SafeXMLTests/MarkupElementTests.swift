// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import SafeXML
import Testing

@Suite("MarkupElement", .timeLimit(.minutes(10)))
struct MarkupElementTests {
    private func read(_ text: String, limits: XMLLimits = .standard) throws -> MarkupElement {
        try MarkupElement(document: Data(text.utf8), limits: limits)
    }

    private func refusal(of text: String, limits: XMLLimits = .standard) throws -> MarkupError {
        try #require(throws: MarkupError.self) { try read(text, limits: limits) }
    }

    @Test func aTreeIsReadInOrder() throws {
        let root = try read(
            "<a xmlns='urn:a' xmlns:b='urn:b'>\n<b:c d='1' b:e='2' xml:lang='ja'/>\n\n<f>x<g/>y<f/></f><f>あ</f></a>"
        )
        #expect(root.name == "a" && root.namespace == "urn:a" && root.line == 1 && root.attributes.isEmpty)
        #expect(root.children.map(\.name) == ["c", "f", "f"] && root.children.map(\.line) == [2, 4, 4])
        #expect(root.first("c", in: "urn:b")?.attributes == ["d": "1", "b:e": "2", "xml:lang": "ja"])
        #expect(root.first("c") == nil)
        #expect(root.first("f")?.text == "xy" && root.first("f")?.children.map(\.name) == ["g", "f"])
        #expect(root.all("f").last?.content == "あ")
        #expect(try read("<a xmlns='urn:a'><b xmlns=''/></a>").children.first?.namespace == "")
    }

    @Test func manyChildrenAtManyLevelsStayInOrder() throws {
        func tree(_ depth: Int) -> String {
            depth == 0 ? "<e/>" : "<e>\((0..<6).map { "<n>\($0)</n>\(tree(depth - 1))" }.joined())</e>"
        }
        var open = [try read(tree(4))]
        while let element = open.popLast() {
            #expect(element.children.isEmpty || element.all("n").map(\.text) == ["0", "1", "2", "3", "4", "5"])
            open += element.all("e")
        }
    }

    @Test(arguments: [
        ("&amp;", "&"), ("&#38;", "&"), ("&#x26;lt;", "&lt;"), ("&amp;#38;", "&#38;"), ("&amp;amp;amp;", "&amp;amp;"),
        ("a&amp;&amp;b", "a&&b"), ("&lt;&gt;&quot;&apos;&#65;", "<>\"'A"), ("&#10;", "\n"), ("a\n\tb", "a  b"),
        ("", ""),
    ])
    func referencesInAttributesAreResolvedOnce(written: String, value: String) throws {
        #expect(try read("<a b=\"\(written)\"/>").attributes == ["b": value])
    }

    @Test func referencesInTextAreResolvedOnce() throws {
        #expect(try read("<a>&amp;lt; &#38;#38; <![CDATA[&amp;<b>]]>&#x3042;</a>").text == "&lt; &#38; &amp;<b>あ")
    }

    @Test func anAmpersandInANamespaceIsOne() throws {
        #expect(try read("<a xmlns='http://x.example/?a&amp;b&amp;'/>").namespace == "http://x.example/?a&b&")
        #expect(try read("<b:a xmlns:b='http://x.example/#&amp;'/>").namespace == "http://x.example/#&")
        #expect(try read("<b:a xmlns:b='x&amp;y'/>").namespace == "x&y")
        for text in ["<b:a xmlns:b='ht&amp;tp://x.example/'/>", "<a xmlns='x&amp;y'/>", "<a xmlns='u r n:&amp;'/>"] {
            #expect(try refusal(of: text).code == .malformed)
        }
    }

    @Test func textsThatAreOneInFormAreNotOneInBytes() throws {
        // が, composed and decomposed: two names.
        let root = try read("<a><\u{304C}/><\u{304B}\u{3099}/></a>")
        #expect(root.children.map { $0.name.unicodeScalars.count } == [1, 2])
    }

    @Test func contentIsWhatFoundationTrims() throws {
        let scalars = (UInt32(0x20)...0x10FFFF).compactMap(Unicode.Scalar.init).filter {
            ($0.value < 0x3100 || $0.properties.isWhitespace || $0.value.isMultiple(of: 997)) && $0 != "]"
        }
        var faults: [String] = []
        for text in scalars.flatMap({ ["\($0)", " \($0)", "\($0)\n", "\u{3000}\($0)a\u{85}\($0)", "a\($0)b"] }) {
            let element = try read("<a><![CDATA[\(text)]]></a>")
            let expected = element.text.trimmingCharacters(in: .whitespacesAndNewlines)
            if Array((element.content ?? "").utf8) != Array(expected.utf8) || element.content == "" {
                faults.append(text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " "))
            }
        }
        #expect(faults == [])
        #expect(scalars.count > 13_000)
    }

    @Test func aLongNamespaceOrAttributeIsRefused() throws {
        let limits = XMLLimits(bytes: 1 << 20, depth: 8, elements: 100, textBytes: 100, attributes: 4)
        let long = "urn:" + String(repeating: "a", count: 97)
        #expect(try refusal(of: "<a xmlns='\(long)'/>", limits: limits).code == .textTooLong)
        #expect(try refusal(of: "<b:a xmlns:b='\(long)'/>", limits: limits).code == .textTooLong)
        #expect(try refusal(of: "<a b='\(long)'/>", limits: limits).code == .textTooLong)
        #expect(try read("<a b='\(long.dropLast())' xmlns='\(long.dropLast())'/>", limits: limits).name == "a")
    }

    @Test func aLimitSaysWhereItWasPassed() throws {
        let limits = XMLLimits(bytes: 1 << 20, depth: 2, elements: 4, textBytes: 4, attributes: 1)
        let deep = try refusal(of: "<a>\n<b>\n<c/></b></a>", limits: limits)
        #expect(deep.code == .tooDeep && deep.line == 3)
        let many = try refusal(of: "<a>\n<b/><b/><b/>\n<b/></a>", limits: limits)
        #expect(many.code == .tooManyElements && many.line == 3)
        let long = try refusal(of: "<a>\n<b>12\n345</b></a>", limits: limits)
        #expect(long.code == .textTooLong && long.line == 3 && long.what.contains("<b>"))
    }

    @Test(arguments: [
        "<a>", "<a/", "<a", "a", "<a/><b/>", "<a/>b", "b<a/>", "<a></b>", "<a><b></a>", "<a/></a>", "<a b='1' b='2'/>",
        "<b:a/>", "<a xmlns='relative'/>", "<a b='<'/>", "<?xml version='1.0' encoding='utf-8'?>",
    ])
    func aFaultIsNeverRepaired(text: String) throws {
        _ = try refusal(of: text)
    }

    @Test func aRefusedDocumentLeavesNoMemoryBehind() async {
        await #expect(processExitsWith: .success) {
            func held() throws -> Int {
                let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
                let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
                return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
            }
            let documents = [
                "<a><b>\(String(repeating: "あ", count: 200))", "<a xmlns='x'/>", "<a/><b/>", "<a:b c='&amp;'/>",
                String(repeating: "<a>", count: 100), "<a b='1' b='2'/>", "<a><b>\u{301}</c></a>", "<a>text</a>",
            ].map { Data($0.utf8) }
            func refuse(_ times: Int) {
                for _ in 0..<times {
                    for document in documents { _ = try? MarkupElement(document: document, limits: .standard) }
                }
            }
            refuse(1_000)
            let before = try held()
            refuse(10_000)
            // 72 bytes for each of them would be 5.7 MB.
            let added = try held() - before
            #expect(added < 2 << 20, "80,000 documents left \(added >> 10) kB")
        }
    }

    @Test func manyThreadsReadAtOnce() async throws {
        let text = "<a xmlns='urn:a'>\((0..<200).map { "<b c='\($0)'>\($0)</b>" }.joined())</a>"
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<64 {
                group.addTask {
                    let isWhole = task.isMultiple(of: 2)
                    let root = try? MarkupElement(
                        document: Data((isWhole ? text : String(text.dropLast(3))).utf8),
                        limits: .standard
                    )
                    return isWhole ? root?.all("b").map(\.text) == (0..<200).map(String.init) : root == nil
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
