// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
import FoundationXML

extension MarkupElement {
    /// Reads a document into its root element, within limits.
    ///
    /// Throws for everything that is not exactly one well-formed element tree in UTF-8 without a DTD.
    public init(document data: Data, limits: XMLLimits) throws(MarkupError) {
        try XMLFrontDoor.admit(data, limits: limits)
        let builder = MarkupTreeBuilder(limits: limits)
        let parser = XMLParser(data: data)
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.delegate = builder
        let finished = parser.parse()
        if let failure = builder.failure { throw failure }
        let place = (line: parser.lineNumber, column: parser.columnNumber)
        if builder.isInsideElement {
            throw MarkupError(
                builder.isRootClosed(in: data) ? .malformed : .truncated,
                "the document is not well-formed, or ends before <\(builder.openElement)> is closed",
                line: place.line > 0 ? place.line : nil,
                column: place.column > 0 ? place.column : nil,
                remedy: "send the whole document, unchanged"
            )
        }
        guard finished, parser.parserError == nil, let root = builder.root else {
            throw MarkupError(
                .malformed,
                "the document is not well-formed XML",
                line: place.line > 0 ? place.line : nil,
                column: place.column > 0 ? place.column : nil,
                remedy: "send the document unchanged, with nothing before or behind it"
            )
        }
        self = root
    }
}

/// Collects what the parser finds, and stops it at the first limit passed.
private final class MarkupTreeBuilder: XMLParserDelegate {
    private let limits: XMLLimits
    private var stack: [MarkupElement] = []
    private var count = 0
    private(set) var root: MarkupElement?
    private(set) var failure: MarkupError?

    init(limits: XMLLimits) {
        self.limits = limits
    }

    var isInsideElement: Bool { !stack.isEmpty }

    var openElement: String { stack.last?.name ?? "" }

    /// Whether the document ends with the root's closing tag, so that the fault lies before its end.
    func isRootClosed(in data: Data) -> Bool {
        let tail = String(decoding: data.suffix(200), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return tail.hasSuffix("</\(stack.first?.name ?? "")>")
    }

    private func refuse(_ code: MarkupError.Code, _ what: String, remedy: String, parser: XMLParser) {
        guard failure == nil else { return }
        failure = MarkupError(code, what, line: parser.lineNumber, column: parser.columnNumber, remedy: remedy)
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser,
        didStartElement elementName: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        guard failure == nil else { return }
        count += 1
        if root != nil {
            refuse(.malformed, "a second root element <\(elementName)>", remedy: "send one document", parser: parser)
        } else if stack.count >= limits.depth {
            refuse(.tooDeep, "more than \(limits.depth) levels", remedy: "no alert needs that", parser: parser)
        } else if count > limits.elements {
            refuse(
                .tooManyElements,
                "more than \(limits.elements) elements",
                remedy: "check what it is",
                parser: parser
            )
        } else {
            stack.append(
                MarkupElement(
                    namespace: namespaceURI ?? "",
                    name: elementName,
                    attributes: attributes,
                    line: parser.lineNumber
                )
            )
        }
    }

    func parser(
        _ parser: XMLParser,
        didEndElement elementName: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        guard failure == nil, let element = stack.popLast() else { return }
        if stack.isEmpty {
            root = element
        } else {
            stack[stack.count - 1].children.append(element)
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        guard failure == nil, let last = stack.indices.last else { return }
        // The white space between tags is most of a telegram's text, and nobody's value.
        if stack[last].text.isEmpty, string.utf8.allSatisfy({ $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }) { return }
        guard stack[last].text.utf8.count + string.utf8.count <= limits.textBytes else {
            return refuse(
                .textTooLong,
                "<\(stack[last].name)> holds more than \(limits.textBytes) bytes of text",
                remedy: "check what it is",
                parser: parser
            )
        }
        stack[last].text += string
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        self.parser(parser, foundCharacters: String(decoding: block, as: UTF8.self))
    }

    func parser(_ parser: XMLParser, foundInternalEntityDeclarationWithName name: String, value: String?) {
        refuse(.documentType, "an entity declaration", remedy: "no alert needs one", parser: parser)
    }
}
