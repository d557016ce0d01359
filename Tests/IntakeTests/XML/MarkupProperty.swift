// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import SafeXML

/// What `MarkupElement(document:limits:)` promises of any bytes; the fuzzer holds it to that, and so do the tests.
enum MarkupProperty {
    /// Limits that a small input can pass.
    private static let narrow = XMLLimits(bytes: 4_096, depth: 6, elements: 40, textBytes: 200, attributes: 3)

    /// The first promise that these bytes break; nil where all are kept.
    static func fault(in data: Data) -> String? {
        let wide = read(data, .standard)
        let within = read(data, narrow)
        if let fault = wide.fault ?? within.fault { return fault }
        guard let narrowTree = within.root else { return nil }
        guard let tree = wide.root, isSame(tree, narrowTree) else { return "narrower limits read something else" }
        return nil
    }

    private static func read(_ data: Data, _ limits: XMLLimits) -> (root: MarkupElement?, fault: String?) {
        do throws(MarkupError) {
            let root = try MarkupElement(document: data, limits: limits)
            guard let again = try? MarkupElement(document: data, limits: limits), isSame(root, again) else {
                return (root, "read again it is something else")
            }
            guard let bare = try? MarkupElement(document: undeclared(data), limits: limits), isSame(root, bare) else {
                return (root, "without its XML declaration it is something else")
            }
            return (root, fault(of: root, from: data, limits))
        } catch {
            let isTold = !error.what.isEmpty && !error.remedy.isEmpty && (error.line ?? 1) >= 1
            return (nil, isTold ? nil : "a refusal without its reason: \(error)")
        }
    }

    /// The same without a byte order mark and an XML declaration, but with its lines: no encoding but UTF-8 hides in it.
    private static func undeclared(_ data: Data) -> Data {
        let plain = data.starts(with: [0xEF, 0xBB, 0xBF]) ? Data(data.dropFirst(3)) : data
        guard plain.starts(with: "<?xml ".utf8), let end = plain.firstRange(of: "?>".utf8) else { return plain }
        return plain[..<end.lowerBound].filter { $0 == UInt8(ascii: "\n") } + plain[end.upperBound...]
    }

    private static func fault(of root: MarkupElement, from data: Data, _ limits: XMLLimits) -> String? {
        guard data.count <= limits.bytes else { return "\(data.count) bytes were read" }
        guard String(validating: data, as: UTF8.self) != nil else { return "what is not UTF-8 was read" }
        let lines = data.count { $0 == UInt8(ascii: "\n") } + 1
        var open = [(element: root, depth: 1)]
        var elements = 0
        var bytes = 0
        while let (element, depth) = open.popLast() {
            elements += 1
            let texts = [element.name, element.text] + element.attributes.flatMap { [$0.key, $0.value] }
            bytes += texts.reduce(0) { $0 + $1.utf8.count }
            guard !element.name.isEmpty else { return "an element without a name" }
            guard depth <= limits.depth else { return "level \(depth)" }
            guard element.text.utf8.count <= limits.textBytes else { return "\(element.text.utf8.count) bytes of text" }
            guard element.attributes.count <= limits.attributes else { return "\(element.attributes.count) attributes" }
            guard (1...lines).contains(element.line) else { return "line \(element.line) of \(lines)" }
            guard (texts + [element.namespace]).allSatisfy(isCharacterData) else { return "what XML cannot hold" }
            open += element.children.map { ($0, depth + 1) }
        }
        guard elements <= limits.elements else { return "\(elements) elements" }
        guard bytes <= data.count else { return "\(data.count) bytes became \(bytes)" }
        return nil
    }

    /// XML 1.0, production 2 (Char).
    private static func isCharacterData(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            switch $0.value {
            case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
            default: false
            }
        }
    }

    private static func isSame(_ left: MarkupElement, _ right: MarkupElement) -> Bool {
        var open = [(left, right)]
        while let (left, right) = open.popLast() {
            guard left.namespace == right.namespace, left.name == right.name, left.text == right.text,
                left.attributes == right.attributes, left.line == right.line,
                left.children.count == right.children.count
            else { return false }
            open += zip(left.children, right.children)
        }
        return true
    }
}
