// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

/// Body/Intensity/Observation: where an earthquake was felt and how strongly, as far down as the bulletin goes.
public struct IntensityObservation: Sendable, Hashable {
    /// A prefecture.
    public struct Prefecture: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code, two digits.
        public var code: String
        /// The greatest intensity in it; nil where it has only municipalities without readings.
        public var maximum: SeismicIntensity?
        /// Its regions.
        public var regions: [Region]
    }

    /// A seismic region (地震情報／細分区域).
    public struct Region: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code, three digits: 341 for 千葉県北西部.
        public var code: String
        /// The greatest intensity in it.
        public var maximum: SeismicIntensity?
        /// Its municipalities; none in a 震度速報.
        public var municipalities: [Municipality]
    }

    /// A municipality.
    public struct Municipality: Sendable, Hashable {
        /// Its name in seismic bulletins, which add the prefecture to some.
        public var name: String
        /// Its code: 1220300 for 市川市.
        public var code: AreaCode
        /// The greatest intensity measured; nil where no reading came.
        public var measured: SeismicIntensity?
        /// 震度５弱以上未入電: a point is presumed to have had 5弱 or more, and has not reported.
        public var isPresumed: Bool
        /// Its points; those of 震度５弱以上未入電 too.
        public var points: [Point]

        /// The intensity to act on: the greater of what was measured and what is presumed.
        public var intensity: SeismicIntensity? {
            guard isPresumed else { return measured }
            return max(measured ?? .fiveLowerPresumed, .fiveLowerPresumed)
        }
    }

    /// A point of observation.
    public struct Point: Sendable, Hashable {
        /// Its name; `＊` marks points that are not JMA's.
        public var name: String
        /// Its code, seven digits.
        public var code: String
        /// What it measured, or that it has not reported.
        public var intensity: SeismicIntensity?
    }

    /// The greatest intensity anywhere.
    public var maximum: SeismicIntensity?
    /// Where it was felt.
    public var prefectures: [Prefecture]

    /// All regions, in the order of the bulletin.
    public var regions: [Region] { prefectures.flatMap(\.regions) }

    /// All municipalities, in the order of the bulletin.
    public var municipalities: [Municipality] { regions.flatMap(\.municipalities) }

    /// The names of the regions where it was strongest.
    public var strongestRegions: [String] {
        regions.filter { $0.maximum != nil && $0.maximum == maximum }.map(\.name)
    }

    /// Reads Body/Intensity/Observation.
    init(_ element: MarkupElement) throws(MarkupError) {
        maximum = try IntensityObservation.intensity(element.first("MaxInt"))
        prefectures = []
        for child in element.all("Pref") {
            prefectures.append(try IntensityObservation.prefecture(child))
        }
    }

    private static func prefecture(_ element: MarkupElement) throws(MarkupError) -> Prefecture {
        var prefecture = Prefecture(
            name: try element.requiredString("Name"),
            code: try element.requiredString("Code"),
            maximum: try intensity(element.first("MaxInt")),
            regions: []
        )
        for child in element.all("Area") { prefecture.regions.append(try region(child)) }
        return prefecture
    }

    private static func region(_ element: MarkupElement) throws(MarkupError) -> Region {
        var region = Region(
            name: try element.requiredString("Name"),
            code: try element.requiredString("Code"),
            maximum: try intensity(element.first("MaxInt")),
            municipalities: []
        )
        for child in element.all("City") { region.municipalities.append(try municipality(child)) }
        return region
    }

    private static func municipality(_ element: MarkupElement) throws(MarkupError) -> Municipality {
        var municipality = Municipality(
            name: try element.requiredString("Name"),
            code: AreaCode(rawValue: try element.requiredString("Code")),
            measured: try intensity(element.first("MaxInt")),
            isPresumed: element.string("Condition").map { SeismicIntensity(code: $0) == .fiveLowerPresumed } ?? false,
            points: []
        )
        for child in element.all("IntensityStation") {
            municipality.points.append(
                Point(
                    name: try child.requiredString("Name"),
                    code: try child.requiredString("Code"),
                    intensity: try intensity(child.first("Int"))
                )
            )
        }
        return municipality
    }

    /// Reads an intensity; an empty element gives nil.
    private static func intensity(_ element: MarkupElement?) throws(MarkupError) -> SeismicIntensity? {
        guard let element, let text = element.content else { return nil }
        guard let intensity = SeismicIntensity(code: text) else {
            throw element.unreadable("not an intensity of JMA's scale")
        }
        return intensity
    }
}

extension IntensityObservation {
    /// The greatest intensity and where, in words for the operator.
    var greatest: String {
        guard let maximum = maximum else { return "it gives no greatest intensity" }
        let names = strongestRegions
        let more = names.count > 3 ? " and \(names.count - 3) more" : ""
        return "greatest intensity \(maximum.code) at \(names.prefix(3).joined(separator: ", "))\(more)"
    }
}
