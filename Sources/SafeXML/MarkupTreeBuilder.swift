// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CXMLShims
import Foundation

/// Collects what libxml2 finds, and stops it at the first limit passed.
struct MarkupTreeBuilder: ~Copyable {
    private let limits: XMLLimits
    private var names = NameTable()
    private var elements = ElementStack()
    /// Where in `elements` those are that are open, the root first.
    private var path: [Int] = []
    private var count = 0
    private var isRootClosed = false
    /// Why it stopped.
    private(set) var refusal: (code: MarkupError.Code, what: String, remedy: String)?

    init(limits: XMLLimits) {
        self.limits = limits
    }

    /// The root, once it is closed.
    var root: MarkupElement? { isRootClosed ? elements[0] : nil }

    /// The name of the innermost element that is not closed.
    var openElement: String? { path.last.map { elements[$0].name } }

    /// Whether a document ends with the root's closing tag, so that the fault lies before its end.
    func isRootClosed(atEndOf data: Data) -> Bool {
        guard elements.count > 0 else { return false }
        let tail = String(decoding: data.suffix(200), as: UTF8.self).trimmingBlanks()
        return tail?.hasSuffix("</\(elements[0].name)>") ?? false
    }

    /// Reads a document that the front door has let in; once.
    mutating func read(_ data: Data) -> sxml_outcome {
        // The shortest, `<a/>`, has four bytes.
        guard data.count >= 4 else { return sxml_outcome() }
        var handler = sxml_handler(
            start: { builder, name, namespace, attributes, count, line in
                builder.assumingMemoryBound(to: MarkupTreeBuilder.self).pointee
                    .start(name, namespace, UnsafeBufferPointer(start: attributes, count: count), line: Int(line))
            },
            end: { builder in
                builder.assumingMemoryBound(to: MarkupTreeBuilder.self).pointee.end()
            },
            characters: { builder, bytes, count in
                builder.assumingMemoryBound(to: MarkupTreeBuilder.self).pointee
                    .characters(UnsafeBufferPointer(start: bytes, count: count))
            }
        )
        return withUnsafeMutablePointer(to: &self) { builder in
            data.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return sxml_outcome() }
                return sxml_read(start, Int32(bytes.count), &handler, builder)
            }
        }
    }

    // MARK: What libxml2 finds; each says whether to read on

    private mutating func start(
        _ name: sxml_name,
        _ namespace: sxml_name?,
        _ attributes: UnsafeBufferPointer<sxml_attribute>,
        line: Int
    ) -> Bool {
        count += 1
        if isRootClosed {
            return refuse(.malformed, "a second root element <\(names.text(at: name))>", remedy: "send one document")
        }
        if path.count >= limits.depth {
            return refuse(.tooDeep, "more than \(limits.depth) levels", remedy: "no alert needs that")
        }
        if count > limits.elements {
            return refuse(.tooManyElements, "more than \(limits.elements) elements", remedy: "check what it is")
        }
        guard attributes.count <= limits.attributes else {
            return refuse(
                .tooManyElements,
                "a tag has more than \(limits.attributes) attributes",
                remedy: "check what it is"
            )
        }
        let element = MarkupElement(
            namespace: namespace.map { names.text(at: $0) } ?? "",
            name: names.text(at: name),
            attributes: attributes.isEmpty ? [:] : values(of: attributes),
            line: line
        )
        guard element.namespace.utf8.count <= limits.textBytes,
            attributes.allSatisfy({ $0.bytes.count <= limits.textBytes })
        else {
            return refuse(
                .textTooLong,
                "<\(element.name)> has a namespace or an attribute of more than \(limits.textBytes) bytes",
                remedy: "check what it is"
            )
        }
        path.append(elements.count)
        elements.open(element)
        return true
    }

    private mutating func end() -> Bool {
        guard let place = path.popLast() else { return true }
        elements.close(place)
        isRootClosed = path.isEmpty
        return true
    }

    private mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let place = path.last, !elements.append(bytes, to: place, limit: limits.textBytes) else { return true }
        return refuse(
            .textTooLong,
            "<\(elements[place].name)> holds more than \(limits.textBytes) bytes of text",
            remedy: "check what it is"
        )
    }

    /// Attributes by qualified name.
    private mutating func values(of attributes: UnsafeBufferPointer<sxml_attribute>) -> [String: String] {
        var values = [String: String](minimumCapacity: attributes.count)
        for attribute in attributes {
            let name = names.text(at: attribute.name)
            let qualified = attribute.prefix.map { "\(names.text(at: $0)):\(name)" } ?? name
            values[qualified] = String(resolving: attribute.bytes)
        }
        return values
    }

    private mutating func refuse(_ code: MarkupError.Code, _ what: String, remedy: String) -> Bool {
        refusal = (code, what, remedy)
        return false
    }
}

extension sxml_attribute {
    /// The bytes of its value.
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        guard let value, let end else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: value, count: end - value)
    }
}
