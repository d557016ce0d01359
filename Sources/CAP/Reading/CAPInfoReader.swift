// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import SafeXML

/// Reads CAP's `info` with its resources and areas.
struct CAPInfoReader {
    private static let info = CAPSequence(
        "language? category+ event responseType* urgency severity certainty audience? eventCode* effective? onset? "
            + "expires? senderName? headline? description? instruction? web? contact? parameter* resource* area*"
    )
    /// CAP 1.0 may leave the category out.
    private static let oldInfo = CAPSequence(
        "language? category* event responseType* urgency severity certainty audience? eventCode* effective? onset? "
            + "expires? senderName? headline? description? instruction? web? contact? parameter* resource* area*"
    )
    private static let resource = CAPSequence("resourceDesc mimeType size? uri? derefUri? digest?")
    private static let oldResource = CAPSequence("resourceDesc mimeType? size? uri? derefUri? digest?")
    private static let area = CAPSequence("areaDesc polygon* circle* geocode* altitude? ceiling?")

    let version: Int

    func read(_ element: MarkupElement) throws(CAPError) -> CAPInfo {
        try (version == 10 ? Self.oldInfo : Self.info).check(element)
        var categories: [CAPInfo.Category] = []
        for category in element.all("category") { categories.append(try value(category)) }
        var info = CAPInfo(
            language: element.string("language"),
            categories: categories.isEmpty ? [.other] : categories,
            event: element.string("event") ?? "",
            urgency: try choice(element, "urgency"),
            severity: try choice(element, "severity"),
            certainty: try certainty(element)
        )
        for response in element.all("responseType") { info.responses.append(try value(response)) }
        info.audience = element.string("audience")
        info.eventCodes = try named(element, "eventCode")
        info.effective = try time(element, "effective", version)
        info.onset = try time(element, "onset", version)
        info.expires = try time(element, "expires", version)
        info.senderName = element.string("senderName")
        info.headline = element.string("headline")
        info.description = element.string("description")
        info.instruction = element.string("instruction")
        info.web = element.string("web")
        info.contact = element.string("contact")
        info.parameters = try named(element, "parameter")
        for resource in element.all("resource") { info.resources.append(try self.resource(resource)) }
        for area in element.all("area") { info.areas.append(try self.area(area)) }
        return info
    }

    /// "Very Likely" of 1.0 is Likely since 1.1 (CAP 1.1 and 1.2, section 3.2.2, certainty).
    private func certainty(_ element: MarkupElement) throws(CAPError) -> Certainty {
        if version < 12, element.string("certainty") == "Very Likely" { return .likely }
        return try choice(element, "certainty")
    }

    private func value<Value: RawRepresentable & CaseIterable>(
        _ element: MarkupElement
    ) throws(CAPError) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: element.content ?? "") else {
            throw CAPError(
                "<\(element.name)> holds \"\((element.content ?? "").prefix(60))\"; it must be one of "
                    + Value.allCases.map(\.rawValue).joined(separator: ", "),
                line: element.line
            )
        }
        return value
    }

    /// A name and a value; CAP 1.0 writes them as NAME=VALUE.
    private func named(_ element: MarkupElement, _ name: String) throws(CAPError) -> [CAPInfo.Named] {
        var found: [CAPInfo.Named] = []
        for item in element.all(name) {
            if version == 10, item.children.isEmpty, let text = item.content {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                found.append(.init(parts.count == 2 ? parts[0] : "", parts.last ?? ""))
                continue
            }
            guard item.first("valueName") != nil, item.first("value") != nil else {
                throw CAPError("<\(name)> needs a <valueName> and a <value>", line: item.line)
            }
            found.append(.init(item.string("valueName") ?? "", item.string("value") ?? ""))
        }
        return found
    }

    private func resource(_ element: MarkupElement) throws(CAPError) -> CAPResource {
        try (version < 12 ? Self.oldResource : Self.resource).check(element)
        var resource = CAPResource(
            description: element.string("resourceDesc") ?? "",
            mediaType: element.string("mimeType")
        )
        if let size = element.first("size") {
            guard let number = Int(size.content ?? "") else {
                throw CAPError(
                    "<size> holds \"\((size.content ?? "").prefix(40))\", not a number of bytes",
                    line: size.line
                )
            }
            resource.size = number
        }
        resource.uri = element.string("uri")
        resource.content = element.string("derefUri")
        resource.digest = element.string("digest")
        return resource
    }

    private func area(_ element: MarkupElement) throws(CAPError) -> CAPArea {
        try Self.area.check(element)
        var area = CAPArea(description: element.string("areaDesc") ?? "")
        for polygon in element.all("polygon") {
            var points: [CAPArea.Point] = []
            for pair in (polygon.content ?? "").split(whereSeparator: \.isWhitespace) {
                points.append(try point(String(pair), polygon))
            }
            // An empty one says nothing; the schema lets it stand.
            if points.isEmpty { continue }
            guard points.count >= 4, points.first == points.last else {
                throw CAPError("a <polygon> needs four points at least, the last being the first", line: polygon.line)
            }
            area.polygons.append(points)
        }
        for circle in element.all("circle") {
            let parts = (circle.content ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
            guard parts.count == 2, let radius = Double(parts[1]), radius.isFinite, radius >= 0 else {
                throw CAPError("a <circle> is a point and a radius in kilometres: 35.7,139.9 5", line: circle.line)
            }
            area.circles.append(.init(try point(parts[0], circle), radius: radius))
        }
        area.geocodes = try named(element, "geocode")
        area.altitude = try number(element, "altitude")
        area.ceiling = try number(element, "ceiling")
        return area
    }

    private func point(_ text: String, _ element: MarkupElement) throws(CAPError) -> CAPArea.Point {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1]),
            abs(latitude) <= 90, abs(longitude) <= 180
        else {
            throw CAPError(
                "<\(element.name)> holds \"\(text.prefix(40))\", not latitude,longitude in degrees",
                line: element.line
            )
        }
        return .init(latitude, longitude)
    }

    private func number(_ element: MarkupElement, _ name: String) throws(CAPError) -> Double? {
        guard let found = element.first(name), let text = found.content else { return nil }
        guard let number = Double(text), number.isFinite else {
            throw CAPError("<\(name)> holds \"\(text.prefix(40))\", not a number of feet", line: found.line)
        }
        return number
    }
}
