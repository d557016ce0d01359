// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// Reads the city's stations; what it returns counts only when no fault was noted.
struct StationReader {
    private static let gaugeKeys: Set<String> = [
        "possible", "change", "rest", "every", "silentAfter", "frozenAfter", "steps",
    ]
    private static let values = -1_000.0...10_000.0

    /// Whether an area is one of the profile.
    let knows: (AreaCode) -> Bool

    func stations(_ file: Fields, wholeCity: AreaCode) -> [Station] {
        file.allow(["quantities", "stations"])
        let shared = file.has("quantities") ? file.fields("quantities") : .silent
        shared.allow(Set(ObservationFacts.Quantity.allCases.map(\.rawValue)))
        var codes: Set<String> = []
        return file.optionalList("stations").map { fields in
            let station = station(fields, shared, wholeCity: wholeCity)
            if !station.code.isEmpty, !codes.insert(station.code).inserted {
                fields.fault("code", "the code \(station.code) stands twice")
            }
            return station
        }
    }

    private func station(_ fields: Fields, _ shared: Fields, wholeCity: AreaCode) -> Station {
        fields.allow(["code", "ja", "reading", "romaji", "en", "areas", "gauges"])
        let code = fields.text("code", .label)
        var names = ["ja": fields.text("ja")]
        if let english = fields.optionalText("en") { names["en"] = english }
        let areas = fields.optionalTexts("areas").map(AreaCode.init(rawValue:))
        for area in areas where !knows(area) {
            fields.fault("areas", "names \(area), which is no area of this profile")
        }
        if fields.has("areas"), areas.isEmpty { fields.fault("areas", "must name at least one; leave it out for all") }
        let reading = fields.text("reading", .reading)
        var seen: Set<ObservationFacts.Quantity> = []
        let gauges = fields.list("gauges").compactMap { own -> Gauge? in
            own.allow(Self.gaugeKeys.union(["quantity"]))
            let quantity = own.choice("quantity", ObservationFacts.Quantity.rainfall)
            guard own.has("quantity") else { return nil }
            if !seen.insert(quantity).inserted { own.fault("quantity", "\(quantity.rawValue) stands twice") }
            let common = shared.has(quantity.rawValue) ? shared.fields(quantity.rawValue) : .silent
            common.allow(Self.gaugeKeys)
            return gauge(
                Gauge.ID(station: code, quantity: quantity),
                Layers(own: own, common: common),
                name: names["ja"] ?? "",
                reading: reading,
                areas: areas.isEmpty ? [wholeCity] : areas
            )
        }
        return Station(
            code: code,
            names: names,
            reading: reading,
            romaji: fields.text("romaji", .romaji),
            gauges: gauges
        )
    }

    private func gauge(
        _ id: Gauge.ID,
        _ layers: Layers,
        name: String,
        reading: String,
        areas: [AreaCode]
    ) -> Gauge {
        let possible = layers.holding("possible").map { $0.fields("possible") } ?? layers.missing("possible")
        possible.allow(["from", "to"])
        let range = (possible.decimal("from", in: Self.values), possible.decimal("to", in: Self.values))
        if range.0 >= range.1, possible.has("from"), possible.has("to") {
            possible.fault("to", "must be more than from")
        }
        func minutes(_ key: String) -> Double? {
            layers.holding(key)?.optionalDecimal(key, in: 1...100_000).map { $0 * 60 }
        }
        func needed(_ key: String) -> Double {
            if layers.holding(key) == nil { _ = layers.missing(key) }
            return minutes(key) ?? 60
        }
        let interval = needed("every")
        let silent = needed("silentAfter")
        if silent < interval { layers.holding("silentAfter")?.fault("silentAfter", "must not be less than every") }
        return Gauge(
            id: id,
            stationName: name,
            stationReading: reading,
            areas: areas,
            steps: steps(layers.holding("steps") ?? layers.missing("steps"), id.quantity),
            possible: range.0...max(range.0, range.1),
            greatestChange: layers.holding("change")?.optionalDecimal("change", in: 0...10_000),
            interval: interval,
            silentAfter: silent,
            frozenAfter: minutes("frozenAfter"),
            rest: layers.holding("rest")?.optionalDecimal("rest", in: Self.values)
        )
    }

    private func steps(_ fields: Fields, _ quantity: ObservationFacts.Quantity) -> [Gauge.Step] {
        var steps: [Gauge.Step] = []
        for step in fields.list("steps") {
            step.allow(["name", "from", "release", "holdMinutes", "calmMinutes", "measure"])
            let from = step.decimal("from", in: Self.values)
            let release = step.optionalDecimal("release", in: Self.values) ?? from
            if release > from { step.fault("release", "must not be more than from") }
            // Rain has the topic's own scale; every other quantity says where it stands on it.
            let isRain = quantity == .rainfall && !step.has("measure")
            let measure = isRain ? Int(from.rounded()) : step.number("measure", in: 1...999)
            if isRain, !(1...999).contains(measure) { step.fault("from", "of rainfall must be 1 to 999") }
            let read = Gauge.Step(
                name: step.text("name", .label),
                from: from,
                release: release,
                hold: (step.optionalDecimal("holdMinutes", in: 0...1_440) ?? 0) * 60,
                calm: (step.optionalDecimal("calmMinutes", in: 0...1_440) ?? 0) * 60,
                measure: Measure(rawValue: measure)
            )
            if let last = steps.last {
                if read.from <= last.from { step.fault("from", "must be more than that of the step before") }
                if read.measure <= last.measure { step.fault("measure", "must be more than that of the step before") }
                if read.release < last.release {
                    step.fault("release", "must not be less than that of the step before")
                }
            }
            if steps.contains(where: { $0.name == read.name }), !read.name.isEmpty {
                step.fault("name", "\(read.name) stands twice")
            }
            steps.append(read)
        }
        return steps
    }
}

/// What a gauge says itself, before what is said of all gauges of its quantity.
private struct Layers {
    let own: Fields
    let common: Fields

    /// The fields that hold a key; nil where none do.
    func holding(_ key: String) -> Fields? {
        own.has(key) ? own : common.has(key) ? common : nil
    }

    /// Notes that a key is nowhere.
    func missing(_ key: String) -> Fields {
        own.fault(key, "is missing, here and among the quantities")
        return .silent
    }
}
