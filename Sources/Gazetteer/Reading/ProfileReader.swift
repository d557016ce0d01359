// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation

/// Reads a profile folder; what it returns counts only when no fault was noted.
struct ProfileReader {
    let directory: URL
    let faults: FaultList
    /// The kinds of bulletin that rules may name; nil for any.
    let bulletins: Set<String>?

    func read() -> CityProfile {
        let profile = open("profile.yaml")
        profile.allow([
            "identifier", "municipality", "regions", "codes", "sender", "holdUnsigned", "eraYears", "credits",
        ])
        let held = profile.optionalTexts("holdUnsigned", .oneOf(Hazard.allCases.map(\.rawValue)))
        let waters = open("waters.yaml")
        waters.allow(["coasts", "rivers"])

        var areas = AreaReader(faults: faults)
        areas.readRegions(profile)
        areas.readCoasts(waters)
        let municipality = areas.readMunicipality(profile.fields("municipality"))
        areas.readTowns(open("towns.yaml"))
        areas.readSchools(open("schools.yaml"))
        let stations = areas.readRivers(waters)

        return CityProfile(
            identifier: profile.text("identifier", .label),
            municipality: municipality,
            codes: codes(profile.fields("codes"), municipality: municipality, areas: areas),
            areas: AreaTree(areas: areas.areas, municipality: municipality.id),
            riverStations: stations,
            sender: sender(profile.fields("sender"), municipality: municipality),
            topics: topics(open("topics.yaml")),
            rules: RulesReader(knows: { areas.knows($0) }, bulletins: bulletins).rules(open("rules.yaml")),
            holdsUnsigned: Set(held.compactMap(Hazard.init(rawValue:))),
            namesEras: profile.flag("eraYears", default: false),
            stations: StationReader(knows: { areas.knows($0) }).stations(
                open("stations.yaml"),
                wholeCity: municipality.id
            ),
            position: position(profile.fields("municipality")),
            boundary: BoundaryReader().rings(open("boundary.yaml")),
            credits: profile.list("credits").map { credit in
                credit.allow(["what", "source", "licence"])
                return SourceCredit(
                    what: credit.text("what"),
                    source: credit.text("source"),
                    licence: credit.text("licence")
                )
            }
        )
    }

    private func open(_ name: String) -> Fields {
        ProfileFile.open(name, in: directory, faults: faults)
    }

    private func position(_ municipality: Fields) -> Position? {
        guard municipality.has("position") else { return nil }
        let fields = municipality.fields("position")
        fields.allow(["latitude", "longitude"])
        func degrees(_ key: String, _ limit: Double) -> Double {
            let number = Double(fields.text(key))
            guard let number, number.isFinite, abs(number) <= limit else {
                if fields.has(key) { fields.fault(key, "must be degrees from -\(Int(limit)) to \(Int(limit))") }
                return 0
            }
            return number
        }
        return Position(latitude: degrees("latitude", 90), longitude: degrees("longitude", 180))
    }

    private func codes(_ fields: Fields, municipality: Area, areas: AreaReader) -> CityCodes {
        fields.allow([
            "forecastAreas", "seismicMunicipality", "seismicRegion", "seismicPoints", "eewRegion", "tsunamiRegion",
            "riverForecasts", "weatherOffice",
        ])
        let codes = CityCodes(
            weatherMunicipality: municipality.id.rawValue,
            forecastAreas: fields.texts("forecastAreas", .digits(6)),
            seismicMunicipality: fields.text("seismicMunicipality", .digits(7)),
            seismicRegion: fields.text("seismicRegion", .digits(3)),
            seismicPoints: fields.texts("seismicPoints", .digits(7)),
            eewRegion: fields.text("eewRegion", .digits(4)),
            tsunamiRegion: fields.text("tsunamiRegion", .digits(3)),
            riverForecasts: fields.optionalTexts("riverForecasts", .digits(12)),
            weatherOffice: fields.text("weatherOffice")
        )
        for (key, named) in [
            ("forecastAreas", codes.forecastAreas), ("seismicRegion", [codes.seismicRegion]),
            ("tsunamiRegion", [codes.tsunamiRegion]), ("riverForecasts", codes.riverForecasts),
        ] {
            for code in named where !code.isEmpty && !areas.knows(AreaCode(rawValue: code)) {
                fields.fault(key, "names \(code), which is no area of this profile")
            }
        }
        return codes
    }

    private func sender(_ fields: Fields, municipality: Area) -> SenderIdentity {
        fields.allow([
            "alertAddress", "accountAddress", "displayNames", "bounceDomain", "publicURL", "listIdDomain", "capSender",
        ])
        let url = fields.text("publicURL", .webRoot)
        let names =
            fields.has("displayNames") ? AreaReader.names(fields.fields("displayNames"), needsJapanese: false) : [:]
        return SenderIdentity(
            alertAddress: fields.text("alertAddress", .address),
            accountAddress: fields.text("accountAddress", .address),
            displayNames: municipality.names.merging(names) { _, own in own },
            bounceDomain: fields.text("bounceDomain", .domain),
            publicURL: URL(string: url) ?? directory,
            listIdDomain: fields.text("listIdDomain", .domain),
            capSender: fields.text("capSender", .capSender)
        )
    }
}
