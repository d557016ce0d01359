// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
public import Foundation

/// Writes CAP 1.2: elements in the schema's order, text escaped, times in Japan's zone; the same message gives the same
/// bytes.
public struct CAPWriter: Sendable {
    private static let japan = 9 * 3600
    /// The last hours of the year 9999 are no year of four digits in Japan any more.
    private static let lastInJapan = Date(timeIntervalSince1970: 253_402_268_400)

    /// A writer.
    public init() {}

    /// Writes a message.
    ///
    /// Throws `CAPError` for what CAP forbids: names with spaces, an update without references, an open polygon, a
    /// character that XML 1.0 cannot hold.
    public func write(_ message: CAPMessage) throws(CAPError) -> Data {
        try CAPRules.check(message, line: nil)
        for (name, text) in [("identifier", message.identifier), ("sender", message.sender)] {
            guard !text.isEmpty, !text.contains(where: { $0.isWhitespace || ",<&".contains($0) }) else {
                throw CAPError("<\(name)> must have no space, comma, < or &, and cannot be empty")
            }
        }
        var page = Page()
        page.text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n"
        try page.add("identifier", message.identifier)
        try page.add("sender", message.sender)
        try page.add("sent", Self.time(message.sent))
        try page.add("status", message.status.rawValue)
        try page.add("msgType", message.kind.rawValue)
        try page.add("source", message.source)
        try page.add("scope", message.scope.rawValue)
        try page.add("restriction", message.restriction)
        try page.add("addresses", message.addresses)
        for code in message.codes { try page.add("code", code) }
        try page.add("note", message.note)
        let references = message.references.map { "\($0.sender),\($0.identifier),\($0.sent)" }
        try page.add("references", references.isEmpty ? nil : references.joined(separator: " "))
        try page.add("incidents", message.incidents)
        for info in message.infos { try write(info, to: &page) }
        page.text += "</alert>\n"
        return Data(page.text.utf8)
    }

    /// A time as CAP 1.2 wants it: to the second, with a zone in hours and minutes, and `-00:00` for UTC.
    public static func time(_ date: Date) -> String {
        let isInJapan = date < lastInJapan
        let zone = isInJapan ? TimeZone(secondsFromGMT: japan) ?? .gmt : .gmt
        let text = date.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone))
        return isInJapan ? text : text.replacing("Z", with: "-00:00")
    }

    private func write(_ info: CAPInfo, to page: inout Page) throws(CAPError) {
        guard !info.categories.isEmpty else { throw CAPError("an <info> needs a <category>") }
        page.open("info")
        try page.add("language", info.language)
        for category in info.categories { try page.add("category", category.rawValue) }
        try page.add("event", info.event)
        for response in info.responses { try page.add("responseType", response.rawValue) }
        try page.add("urgency", info.urgency.rawValue)
        try page.add("severity", info.severity.rawValue)
        try page.add("certainty", info.certainty.rawValue)
        try page.add("audience", info.audience)
        for code in info.eventCodes { try page.add("eventCode", code) }
        try page.add("effective", info.effective.map(Self.time))
        try page.add("onset", info.onset.map(Self.time))
        try page.add("expires", info.expires.map(Self.time))
        try page.add("senderName", info.senderName)
        try page.add("headline", info.headline)
        try page.add("description", info.description)
        try page.add("instruction", info.instruction)
        try page.add("web", info.web)
        try page.add("contact", info.contact)
        for parameter in info.parameters { try page.add("parameter", parameter) }
        for resource in info.resources {
            page.open("resource")
            try page.add("resourceDesc", resource.description)
            try page.add("mimeType", resource.mediaType ?? "application/octet-stream")
            try page.add("size", resource.size.map(String.init))
            try page.add("uri", resource.uri)
            try page.add("derefUri", resource.content)
            try page.add("digest", resource.digest)
            page.close("resource")
        }
        for area in info.areas { try write(area, to: &page) }
        page.close("info")
    }

    private func write(_ area: CAPArea, to page: inout Page) throws(CAPError) {
        page.open("area")
        try page.add("areaDesc", area.description)
        for polygon in area.polygons {
            guard polygon.count >= 4, polygon.first == polygon.last else {
                throw CAPError(
                    "a polygon of \(area.description.prefix(60)) is not closed, or has fewer than four points"
                )
            }
            try page.add("polygon", polygon.map(Self.point).joined(separator: " "))
        }
        for circle in area.circles { try page.add("circle", "\(Self.point(circle.centre)) \(circle.radius)") }
        for geocode in area.geocodes { try page.add("geocode", geocode) }
        try page.add("altitude", area.altitude.map { "\($0)" })
        try page.add("ceiling", area.ceiling.map { "\($0)" })
        page.close("area")
    }

    private static func point(_ point: CAPArea.Point) -> String { "\(point.latitude),\(point.longitude)" }
}

/// A document under way.
private struct Page {
    var text = ""

    mutating func open(_ name: String) { text += "<\(name)>\n" }
    mutating func close(_ name: String) { text += "</\(name)>\n" }

    mutating func add(_ name: String, _ value: String?) throws(CAPError) {
        guard let value else { return }
        text += "<\(name)>"
        for scalar in value.unicodeScalars {
            switch scalar.value {
            case 0x26: text += "&amp;"
            case 0x3C: text += "&lt;"
            case 0x3E: text += "&gt;"
            // A bare carriage return would be read back as a line feed.
            case 0x0D: text += "&#13;"
            case 0x09, 0x0A, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: text.unicodeScalars.append(scalar)
            default: throw CAPError("<\(name)> holds U+\(String(scalar.value, radix: 16)), which XML 1.0 cannot hold")
            }
        }
        text += "</\(name)>\n"
    }

    mutating func add(_ name: String, _ named: CAPInfo.Named) throws(CAPError) {
        open(name)
        try add("valueName", named.name)
        try add("value", named.value)
        close(name)
    }
}
