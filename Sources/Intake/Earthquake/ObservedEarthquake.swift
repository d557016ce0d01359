// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

public import struct Foundation.Date

/// Body/Earthquake: one earthquake as JMA has located it.
public struct ObservedEarthquake: Sendable, Hashable {
    /// When it began, to the minute.
    public var originTime: Date?
    /// When it was first detected.
    public var arrivalTime: Date?
    /// Where it began and how great it was; nil where the bulletin names no place.
    public var hypocentre: Hypocentre?
    /// The finer name that bulletins of distant earthquakes add (詳細震央地名).
    public var detailedName: String?

    /// Reads an Earthquake of Body.
    init(_ element: MarkupElement) throws(MarkupError) {
        originTime = try element.time("OriginTime")
        arrivalTime = try element.time("ArrivalTime")
        guard let area = element.first(path: "Hypocenter", "Area") else { return }
        detailedName = area.string("DetailedName")
        let coordinate = try ObservedEarthquake.coordinate(of: area)
        hypocentre = Hypocentre(
            epicentre: Hypocentre.Epicentre(
                code: try area.requiredString("Code"),
                name: try area.requiredString("Name")
            ),
            coordinates: coordinate.point,
            depth: coordinate.depth,
            magnitude: try ObservedEarthquake.magnitude(of: element)
        )
    }

    /// All of Body's earthquakes.
    static func all(in body: MarkupElement) throws(MarkupError) -> [ObservedEarthquake] {
        var earthquakes: [ObservedEarthquake] = []
        for element in body.all("Earthquake") { earthquakes.append(try ObservedEarthquake(element)) }
        return earthquakes
    }

    /// Reads jmx_eb:Coordinate: ISO 6709 in degrees with the depth as a height in metres (`+35.7+140.1-80000/`).
    ///
    /// An element with a `type` holds the same in degrees and minutes and is passed over.
    private static func coordinate(
        of area: MarkupElement
    ) throws(MarkupError) -> (point: Hypocentre.Coordinates?, depth: Hypocentre.Depth) {
        let elements = area.all("Coordinate", in: JMANamespace.basis)
        guard let element = elements.first(where: { $0.attributes["type"] == nil }), let text = element.content else {
            return (nil, .unknown)
        }
        guard text.hasSuffix("/"), let numbers = signedNumbers(text.dropLast()), (2...3).contains(numbers.count),
            abs(numbers[0]) <= 90, abs(numbers[1]) <= 180
        else { throw element.unreadable("not degrees north, degrees east and metres of height (+35.7+140.1-80000/)") }
        let point = Hypocentre.Coordinates(latitude: numbers[0], longitude: numbers[1])
        guard numbers.count == 3 else { return (point, .unknown) }
        let metres = -numbers[2]
        guard metres >= 0, metres < 1_000_000 else { throw element.unreadable("no such depth") }
        let kilometres = Int((metres / 1_000).rounded())
        switch kilometres {
        case 0: return (point, .veryShallow)
        case 700...: return (point, .sevenHundredOrMore)
        default: return (point, .kilometres(kilometres))
        }
    }

    /// Splits `+35.7+140.1-80000` into its numbers; nil where a part is none.
    private static func signedNumbers(_ text: Substring) -> [Double]? {
        var parts: [String] = []
        for character in text {
            if character == "+" || character == "-" {
                parts.append(String(character))
            } else if !parts.isEmpty, character.isASCII, character.isNumber || character == "." {
                parts[parts.count - 1].append(character)
            } else {
                return nil
            }
        }
        let numbers = parts.compactMap(Double.init)
        return numbers.count == parts.count ? numbers : nil
    }

    private static func magnitude(of earthquake: MarkupElement) throws(MarkupError) -> Hypocentre.Magnitude {
        let element = try earthquake.required("Magnitude", in: JMANamespace.basis)
        let description = element.attributes["description"] ?? ""
        guard let text = element.content, text != "NaN" else {
            return description.contains("８を超える") ? .overEight : .unknown
        }
        guard let value = Double(text), (-5.0...12.0).contains(value) else {
            throw element.unreadable("not a magnitude")
        }
        return .tenths(Int((value * 10).rounded()))
    }
}
