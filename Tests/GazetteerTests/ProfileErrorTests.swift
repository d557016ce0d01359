// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Testing

@Suite struct ProfileErrorTests {
    @Test func tellsAllFaultsAtOnceWithFileLineAndKey() throws {
        let folder = try ProfileFolder()
        try folder.replace("reading: ふたまた,", with: "reading: フタマタ,", in: "towns.yaml")
        try folder.replace("perEvent: 8", with: "perEvent: 900", in: "rules.yaml")
        try folder.replace("publicURL: https:", with: "publicURL: http:", in: "profile.yaml")
        let faults = folder.faults()
        #expect(faults.map(\.file) == ["profile.yaml", "rules.yaml", "towns.yaml"])
        #expect(faults.map(\.key) == ["sender.publicURL", "budget.perEvent", "towns[0].reading"])
        for fault in faults {
            let lines = try folder.text(of: fault.file).split(separator: "\n", omittingEmptySubsequences: false)
            let line = try #require(fault.line)
            let key = try #require(fault.key.split(separator: ".").last)
            #expect(lines[line - 1].contains(key))
        }
    }

    @Test func readsAsAListOfThingsToCorrect() throws {
        let folder = try ProfileFolder()
        try folder.replace("drills: record", with: "drills: maybe", in: "rules.yaml")
        let error = #expect(throws: ProfileError.self) { try CityProfile(directory: folder.url) }
        let text = try #require(error).description
        #expect(text.contains("has 1 fault:"))
        #expect(text.contains("drills: must be one of record, send"))
    }

    /// Each break, the file and key that the fault must name, and a word of what is said.
    static let breaks: [(file: String, old: String, new: String, key: String, says: String)] = [
        ("profile.yaml", "identifier: ichikawa", "identifier: Ichi kawa", "identifier", "a-z"),
        ("profile.yaml", "identifier: ichikawa", "identifer: ichikawa", "identifer", "not known"),
        ("profile.yaml", "weatherOffice: 銚子地方気象台", "weatherOffice:", "codes.weatherOffice", "characters"),
        ("profile.yaml", "seismicRegion: \"341\"", "seismicRegion: \"342\"", "codes.seismicRegion", "no area"),
        ("profile.yaml", "[\"830303030400\"]", "[\"830303030499\"]", "codes.riverForecasts", "no area"),
        ("profile.yaml", "within: [\"120013\"", "within: [\"120099\"", "municipality.within", "listed before"),
        ("profile.yaml", "parent: \"120010\"", "parent: \"120013\"", "regions[2].parent", "listed before"),
        ("profile.yaml", "alerts@", "alerts\\@", "sender.alertAddress", "mail address"),
        ("profile.yaml", "bounce.shirase", "bounce..shirase", "sender.bounceDomain", "domain"),
        ("profile.yaml", "capSender: shirase", "capSender: shirase, shirase", "sender.capSender", "commas"),
        ("towns.yaml", "romaji: Baraki", "romaji: ばらき", "towns[3].romaji", "Latin"),
        ("towns.yaml", "postal: \"2720004\"", "postal: \"272-0004\"", "towns[3].postal", "7 digits"),
        ("towns.yaml", "postal: \"2720004\"", "postal: \"2720003\"", "towns[3].postal", "stands twice"),
        ("towns.yaml", "ja: 原木,", "ja: \"原\\x07木\",", "towns[3].ja", "control"),
        ("schools.yaml", "code: s02", "code: s01", "schools[1].code", "stands twice"),
        ("schools.yaml", "town: \"2720826\"", "town: \"2720000\"", "schools[1].town", "no town"),
        ("schools.yaml", "stage: elementary", "stage: primary", "schools[0].stage", "elementary, junior-high"),
        ("schools.yaml", "    checked: true", "    checked: yes", "schools[0].checked", "true or false"),
        ("waters.yaml", "1220300.r01", "1220301.r01", "rivers[1].code", "12 digits"),
        ("waters.yaml", "83030303040000016", "8303030304", "rivers[0].stations[0].code", "17 digits"),
        (
            "profile.yaml", "identifier: ichikawa", "holdUnsigned: [rain]\nidentifier: ichikawa", "holdUnsigned",
            "one of"
        ),
        ("stations.yaml", "code: omachi", "code: yawata", "stations[1].code", "stands twice"),
        ("stations.yaml", "quantity: pm25", "quantity: wbgt", "stations[0].gauges[4].quantity", "stands twice"),
        ("stations.yaml", "quantity: pm25", "quantity: dust", "stations[0].gauges[4].quantity", "one of rainfall"),
        (
            "stations.yaml", "from: \"0\", to: \"250\"", "from: \"9\", to: \"2\"", "quantities.rainfall.possible.to",
            "more than"
        ),
        (
            "stations.yaml", "from: \"30\", release: \"20\"", "from: \"30\", release: \"31\"",
            "quantities.rainfall.steps[0].release", "not be more"
        ),
        ("stations.yaml", "from: \"50\",", "from: \"30\",", "quantities.rainfall.steps[1].from", "step before"),
        ("stations.yaml", "measure: \"50\"", "measure: \"20\"", "quantities.oxidant.steps[1].measure", "step before"),
        ("stations.yaml", "name: warning", "name: advisory", "quantities.oxidant.steps[1].name", "stands twice"),
        (
            "stations.yaml", "silentAfter: \"40\"", "silentAfter: \"5\"", "quantities.rainfall.silentAfter",
            "less than every"
        ),
        ("stations.yaml", "silentAfter: \"40\"", "silentafter: \"40\"", "quantities.rainfall.silentafter", "not known"),
        ("stations.yaml", "change: \"150\"", "change: much", "quantities.rainfall.change", "a number"),
        (
            "stations.yaml", "{quantity: pm25}", "{quantity: river-level}", "stations[0].gauges[4].steps",
            "among the quantities"
        ),
        ("stations.yaml", "en: Yawata, Ichikawa", "areas: [\"1220399\"]", "stations[0].areas", "no area"),
        ("boundary.yaml", "35.77564,139.97143", "35.77564;139.97143", "rings[0].points", "latitude,longitude"),
        ("boundary.yaml", "35.77564,139.97143", "95.77564,139.97143", "rings[0].points", "latitude,longitude"),
        (
            "rules.yaml", "hazards: [foreign-alert], action: review", "hazards: [foreign-alert], action: issue",
            "rules[16].action", "verified"
        ),
        ("topics.yaml", "key: crime", "key: school", "topics[6].key", "stands twice"),
        ("topics.yaml", "key: crime", "key: wedding", "topics[6].key", "one of weather"),
        ("topics.yaml", "{key: crime,", "{key: crime, defaultThreshold: \"3\",", "topics[6].defaultThreshold", "none"),
        ("topics.yaml", "defaultThreshold: \"4\"", "defaultThreshold: \"5\"", "topics[2].defaultThreshold", "5-"),
        (
            "rules.yaml", "from: \"3\", action: issue}\n  - {name: tsunami,",
            "from: 震度9, action: issue}\n  - {name: tsunami,", "rules[1].from", "5-"
        ),
        ("rules.yaml", "hazards: [nankai-trough], action", "hazards: [], action", "rules[13].hazards", "at least one"),
        (
            "rules.yaml", "hazards: [nankai-trough], action", "hazards: [nankai], action", "rules[13].hazards",
            "nankai-trough"
        ),
        (
            "rules.yaml", "from: advisory, action", "from: advisory, channel: mail, action", "rules[2].channel",
            "not known"
        ),
        ("rules.yaml", "name: tsunami-forecast", "name: tsunami", "rules[3].name", "stands twice"),
        (
            "rules.yaml", "changes: [new, raised, detailed, corrected]", "changes: [again]", "rules[10].changes",
            "one of new"
        ),
        (
            "rules.yaml", "hazards: [volcano, volcanic-ash], action", "hazards: [volcano, heat], from: \"3\", action",
            "rules[11].from", "several scales"
        ),
        (
            "rules.yaml", "hazards: [nankai-trough], action", "hazards: [nankai-trough], areas: [\"999\"], action",
            "rules[13].areas", "no area"
        ),
        (
            "rules.yaml", "hazards: [nankai-trough], action: review", "hazards: [nankai-trough], action: shout",
            "rules[13].action", "issue, review"
        ),
        ("rules.yaml", "exempt: [immediate, urgent]", "exempt: [loud]", "budget.exempt", "immediate"),
        ("rules.yaml", "  tornado: 60", "  tornadoes: 60", "staleMinutes.tornadoes", "is no hazard"),
        ("rules.yaml", "heavy-rain: 24", "heavy-rain: 0", "expiryHours.heavy-rain", "1 to 168"),
    ]

    @Test(arguments: breaks.indices)
    func namesTheFault(number: Int) throws {
        let (file, old, new, key, says) = Self.breaks[number]
        let folder = try ProfileFolder()
        try folder.replace(old, with: new, in: file)
        let fault = try #require(folder.faults().first { $0.file == file && $0.key == key }, "\(folder.faults())")
        #expect(fault.problem.contains(says))
        #expect(fault.line != nil)
    }

    @Test func missingFilesAreNamedOnceEach() throws {
        let folder = try ProfileFolder()
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("towns.yaml"))
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("rules.yaml"))
        #expect(folder.faults().map(\.file) == ["rules.yaml", "towns.yaml"])
    }

    @Test func anAbsentFolderIsEightMissingFiles() throws {
        let error = #expect(throws: ProfileError.self) { try CityProfile(directory: URL(fileURLWithPath: "/nowhere")) }
        #expect(error?.faults.count == 8)
    }

    @Test func anUnbrokenCopyReads() throws {
        #expect(try ProfileFolder().faults() == [])
    }
}
