// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
public import Foundation
import SafeXML

/// Reads CAP 1.2, and 1.0 and 1.1 where they say what 1.2 says.
///
/// The order and number of elements, the enumerations and the forms of values are checked as the schema asks, and beyond
/// it what the specification's text asks: references of an update, restrictions, closed polygons, identifiers without
/// spaces. Nothing is guessed.
public struct CAPReader: Sendable {
    private static let versions = [
        "urn:oasis:names:tc:emergency:cap:1.2": 12, "urn:oasis:names:tc:emergency:cap:1.1": 11,
        "http://www.incident.com/cap/1.0": 10, "urn:oasis:names:tc:emergency:cap:1.0": 10,
    ]
    private static let alert = CAPSequence(
        "identifier sender sent status msgType source? scope restriction? addresses? code* note? references? "
            + "incidents? info*"
    )
    /// CAP 1.0 has `password` where later versions have nothing, and its scope may be missing.
    private static let oldAlert = CAPSequence(
        "identifier sender sent status msgType password? source? scope? restriction? addresses? code* note? "
            + "references? incidents? info*"
    )

    /// A reader.
    public init() {}

    /// Reads a message, or says why not.
    public func read(_ data: Data) throws(CAPError) -> CAPMessage {
        let root: MarkupElement
        do throws(MarkupError) {
            // What is too long is refused as it is: nothing is copied first.
            let isShort = data.count <= XMLLimits.standard.bytes
            root = try MarkupElement(
                document: isShort ? Self.withoutStylesheet(Self.unified(data)) : data,
                limits: .standard
            )
        } catch {
            throw CAPError(error.description)
        }
        guard root.name == "alert", let version = Self.versions[root.namespace] else {
            throw CAPError(
                "the root element is <\(root.name)> of \"\(root.namespace)\", not CAP's <alert>",
                line: root.line
            )
        }
        try (version == 10 ? Self.oldAlert : Self.alert).check(root)
        var message = CAPMessage(
            identifier: try name(root, "identifier"),
            sender: try name(root, "sender"),
            sent: try time(root, "sent", version) ?? Date(timeIntervalSince1970: 0),
            status: try choice(root, "status"),
            kind: try choice(root, "msgType")
        )
        message.source = root.string("source")
        if root.first("scope") != nil { message.scope = try choice(root, "scope") }
        message.restriction = root.string("restriction")
        message.addresses = root.string("addresses")
        message.codes = root.all("code").compactMap(\.content)
        message.note = root.string("note")
        message.references = try references(root)
        message.incidents = root.string("incidents")
        for info in root.all("info") { message.infos.append(try CAPInfoReader(version: version).read(info)) }
        message.isSigned = root.children.contains { $0.name == "Signature" && $0.namespace.contains("xmldsig") }
        try CAPRules.check(message, line: root.line)
        return message
    }

    /// A document without the style sheet (`<?xml-stylesheet …?>`) that many senders put before the root: it says how to
    /// show the message and nothing else. Blanks take its place, so that lines stay where they are.
    private static func withoutStylesheet(_ data: Data) -> Data {
        guard let start = data.range(of: Data("<?xml-stylesheet".utf8), in: data.startIndex..<data.endIndex),
            let end = data.range(of: Data("?>".utf8), in: start.upperBound..<data.endIndex),
            end.upperBound - start.lowerBound <= 1_000,
            data[..<start.lowerBound].count(where: { $0 == UInt8(ascii: "<") }) <= 1
        else { return data }
        var plain = data
        for index in start.lowerBound..<end.upperBound where plain[index] != UInt8(ascii: "\n") {
            plain[index] = UInt8(ascii: " ")
        }
        return plain
    }

    /// A document in ISO 8859-1 or ASCII, which say exactly which character each byte is, as UTF-8; any other as it is.
    private static func unified(_ data: Data) -> Data {
        let head = String(decoding: data.prefix(200), as: UTF8.self).lowercased()
        guard head.hasPrefix("<?xml"), let end = head.range(of: "?>"),
            let label = head[..<end.lowerBound].firstMatch(of: /encoding\s*=\s*["'](iso-8859-1|us-ascii)["']/)
        else { return data }
        guard label.1 == "iso-8859-1" || data.allSatisfy({ $0 < 0x80 }) else { return data }
        var text = String(String.UnicodeScalarView(data.map { Unicode.Scalar($0) }))
        if let declaration = text.range(of: "?>") {
            text.replaceSubrange(text.startIndex..<declaration.upperBound, with: "<?xml version=\"1.0\"?>")
        }
        return Data(text.utf8)
    }

    private func references(_ root: MarkupElement) throws(CAPError) -> [CAPMessage.Reference] {
        guard let element = root.first("references"), let text = element.content else { return [] }
        var found: [CAPMessage.Reference] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
                throw CAPError(
                    "<references> holds \"\(word.prefix(120))\": each is sender,identifier,sent",
                    line: element.line
                )
            }
            found.append(.init(sender: parts[0], identifier: parts[1], sent: parts[2]))
        }
        return found
    }

    private func name(_ root: MarkupElement, _ child: String) throws(CAPError) -> String {
        let text = root.string(child) ?? ""
        guard !text.isEmpty, text.utf8.count <= 500, !text.contains(where: { $0.isWhitespace || ",<&".contains($0) })
        else {
            throw CAPError(
                "<\(child)> must have 1 to 500 characters, no space, comma, < or &",
                line: root.first(child)?.line
            )
        }
        return text
    }
}

/// Reads an enumeration by its exact word.
func choice<Value: RawRepresentable & CaseIterable>(
    _ element: MarkupElement,
    _ child: String
) throws(CAPError) -> Value where Value.RawValue == String {
    let text = element.string(child) ?? ""
    guard let value = Value(rawValue: text) else {
        throw CAPError(
            "<\(child)> holds \"\(text.prefix(60))\"; it must be one of "
                + Value.allCases.map(\.rawValue).joined(separator: ", "),
            line: element.first(child)?.line ?? element.line
        )
    }
    return value
}

/// The beginning of 1583: before it a date means what two sides agree upon (ISO 8601-1, 4.3.2), and nothing here.
private let firstYear = Date(timeIntervalSince1970: -12_212_553_600)

/// Reads CAP's form of a time: with seconds and a zone in hours and minutes; before 1.2 `Z` as well.
func time(_ element: MarkupElement, _ child: String, _ version: Int) throws(CAPError) -> Date? {
    guard let found = element.first(child) else { return nil }
    let text = found.content ?? ""
    guard let date = XMLDateTime.date(text), date >= firstYear,
        version < 12 || (!text.hasSuffix("Z") && !text.contains("."))
    else {
        throw CAPError(
            "<\(child)> holds \"\(text.prefix(40))\", not a time as 2026-11-05T09:00:00+09:00",
            line: found.line
        )
    }
    return date
}
