// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// Reads the areas of a profile, each after what holds it, so that no area can come to lie in itself.
struct AreaReader {
    let faults: FaultList
    private(set) var areas: [Area] = []
    private var codes: Set<AreaCode> = []
    private var municipality: Area?

    init(faults: FaultList) {
        self.faults = faults
    }

    func knows(_ code: AreaCode) -> Bool {
        codes.contains(code)
    }

    /// Names by language tag.
    static func names(_ fields: Fields, needsJapanese: Bool = true) -> [String: String] {
        var names: [String: String] = [:]
        for tag in fields.keys {
            if !Check.languageTag.accepts(tag) { fields.fault(tag, "must be \(Check.languageTag.wanted)") }
            names[tag] = fields.text(tag)
        }
        if needsJapanese, names["ja"] == nil { fields.fault("ja", "is missing") }
        return names
    }

    mutating func readRegions(_ profile: Fields) {
        for fields in profile.list("regions") {
            fields.allow(["code", "kind", "parent", "reading", "romaji", "names"])
            let kind = fields.choice("kind", Area.Kind.region)
            if kind != .prefecture, kind != .region { fields.fault("kind", "must be prefecture or region") }
            let parent = fields.optionalText("parent").map { holder($0, of: fields, key: "parent") }
            add(
                Area(
                    id: code(fields, .regionCode),
                    kind: kind,
                    parent: parent,
                    names: AreaReader.names(fields.fields("names")),
                    reading: fields.text("reading", .reading),
                    romaji: fields.text("romaji", .romaji)
                ),
                fields
            )
        }
    }

    mutating func readCoasts(_ waters: Fields) {
        for fields in waters.optionalList("coasts") {
            fields.allow(["code", "reading", "romaji", "names"])
            add(
                Area(
                    id: code(fields, .digits(3)),
                    kind: .coast,
                    names: AreaReader.names(fields.fields("names")),
                    reading: fields.text("reading", .reading),
                    romaji: fields.text("romaji", .romaji)
                ),
                fields
            )
        }
    }

    mutating func readMunicipality(_ fields: Fields) -> Area {
        fields.allow(["code", "within", "position", "reading", "romaji", "names"])
        let holders = fields.texts("within").map { holder($0, of: fields, key: "within") }
        let area = Area(
            id: code(fields, .digits(7)),
            kind: .municipality,
            parent: holders.first,
            alsoWithin: Array(holders.dropFirst()),
            names: AreaReader.names(fields.fields("names")),
            reading: fields.text("reading", .reading),
            romaji: fields.text("romaji", .romaji)
        )
        add(area, fields)
        municipality = area
        return area
    }

    mutating func readTowns(_ file: Fields) {
        file.allow(["towns"])
        for fields in file.list("towns") {
            fields.allow(["postal", "part", "ja", "reading", "romaji", "aliases", "note"])
            let postal = fields.text("postal", .digits(7))
            let part = fields.has("part") ? "-\(fields.number("part", in: 2...99))" : ""
            add(
                Area(
                    id: inside(postal.isEmpty ? "" : postal + part),
                    kind: .town,
                    parent: municipality?.id,
                    names: ["ja": fields.text("ja")],
                    reading: fields.text("reading", .reading),
                    romaji: fields.text("romaji", .romaji),
                    postalCode: postal,
                    aliases: fields.optionalTexts("aliases"),
                    note: fields.optionalText("note")
                ),
                fields,
                key: "postal"
            )
        }
    }

    mutating func readSchools(_ file: Fields) {
        file.allow(["schools"])
        // Without towns each school would repeat the fault that towns.yaml has told already.
        let hasTowns = areas.contains { $0.kind == .town }
        let founder = (municipality?.name(in: "ja") ?? "") + "立"
        for fields in file.list("schools") {
            fields.allow([
                "code", "stage", "ja", "official", "reading", "checked", "romaji", "en", "town", "aliases",
            ])
            let name = fields.text("ja")
            let town = inside(fields.text("town", .townCode))
            if hasTowns, !town.rawValue.isEmpty, !codes.contains(town) { fields.fault("town", "no town has this code") }
            add(
                Area(
                    id: inside(fields.text("code", .schoolCode)),
                    kind: .school,
                    parent: town,
                    names: ["ja": name, "en": fields.text("en")],
                    reading: fields.text("reading", .reading),
                    readingChecked: fields.flag("checked", default: true),
                    romaji: fields.text("romaji", .romaji),
                    aliases: fields.optionalTexts("aliases"),
                    school: School(
                        stage: fields.choice("stage", .elementary),
                        officialName: founder + (fields.optionalText("official") ?? name),
                        town: town
                    )
                ),
                fields
            )
        }
    }

    mutating func readRivers(_ waters: Fields) -> [RiverStation] {
        var stations: [RiverStation] = []
        let own = (municipality?.id.rawValue ?? "") + ".r"
        for fields in waters.optionalList("rivers") {
            fields.allow(["code", "ja", "reading", "checked", "romaji", "en", "names", "stations"])
            let others = fields.has("names") ? Self.names(fields.fields("names"), needsJapanese: false) : [:]
            let river = code(
                fields,
                Check(wanted: "12 digits, or \(own) and two digits") { text in
                    Check.digits(12).accepts(text)
                        || (text.hasPrefix(own) && Check.digits(2).accepts(String(text.dropFirst(own.count))))
                }
            )
            add(
                Area(
                    id: river,
                    kind: .river,
                    parent: municipality?.id,
                    names: ["ja": fields.text("ja"), "en": fields.text("en")].merging(others) { own, _ in own },
                    reading: fields.text("reading", .reading),
                    readingChecked: fields.flag("checked", default: true),
                    romaji: fields.text("romaji", .romaji)
                ),
                fields
            )
            stations += fields.optionalList("stations").map { station in
                station.allow(["code", "ja", "reading"])
                return RiverStation(
                    code: station.text("code", .digits(17)),
                    river: river,
                    name: station.text("ja"),
                    reading: station.text("reading", .reading)
                )
            }
        }
        return stations
    }

    // MARK: Codes

    private func code(_ fields: Fields, _ check: Check) -> AreaCode {
        AreaCode(rawValue: fields.text("code", check))
    }

    /// A code inside the municipality; empty, like every value that was refused, for an empty one.
    private func inside(_ local: String) -> AreaCode {
        guard let municipality, !local.isEmpty else { return "" }
        return AreaCode(rawValue: "\(municipality.id).\(local)")
    }

    private func holder(_ text: String, of fields: Fields, key: String) -> AreaCode {
        let code = AreaCode(rawValue: text)
        if !codes.contains(code) { fields.fault(key, "names \(text), which is no area listed before this one") }
        return code
    }

    private mutating func add(_ area: Area, _ fields: Fields, key: String = "code") {
        guard !area.id.rawValue.isEmpty else { return }
        guard codes.insert(area.id).inserted else {
            fields.fault(key, "the code \(area.id) stands twice")
            return
        }
        areas.append(area)
    }
}
