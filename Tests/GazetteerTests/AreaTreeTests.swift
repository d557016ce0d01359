// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Gazetteer
import Testing

@Suite struct AreaTreeTests {
    let areas: AreaTree
    let city: AreaCode = "1220300"
    let onitaka: AreaCode = "1220300.2720015"
    let soya: AreaCode = "1220300.2720832"

    init() throws {
        areas = try Ichikawa.profile().areas
    }

    @Test func noAreaMeansNobody() {
        #expect(areas.related(to: []).isEmpty)
        #expect(areas.related(to: ["999"]).isEmpty)
        #expect(areas.related(to: [""]).isEmpty)
        #expect(areas.related(to: ["1220300."]).isEmpty)
    }

    @Test func anUnknownCodeAddsNothing() {
        #expect(areas.related(to: [onitaka, "1220400"]) == areas.related(to: [onitaka]))
    }

    @Test func theCityConcernsAllItsPlaces() {
        let related = areas.related(to: [city])
        #expect(related.contains(city))
        #expect(Set(areas.towns.map(\.id)).isSubset(of: related))
        #expect(Set(areas.schools.map(\.id)).isSubset(of: related))
        #expect(Set(areas.rivers.map(\.id)).isSubset(of: related))
    }

    @Test func everyTownConcernsTheCityAndNoOtherTown() {
        for town in areas.towns {
            let related = areas.related(to: [town.id])
            #expect(related.contains(city))
            #expect(related.compactMap { areas[$0] }.filter { $0.kind == .town } == [town])
        }
    }

    @Test func aTownConcernsItsSchoolsAndASchoolItsTown() {
        let school: AreaCode = "1220300.s36"
        #expect(areas[school]?.name(in: "ja") == "鬼高小学校")
        #expect(areas.related(to: [onitaka]).contains(school))
        #expect(areas.related(to: [school]) == [school, onitaka, city])
    }

    /// What is wider than the city has nobody of its own here.
    @Test func staysWithinTheCityOnTheWayUp() {
        #expect(areas.related(to: [onitaka]).isDisjoint(with: ["120013", "120010", "120000", "341", "312"]))
    }

    @Test(arguments: ["120000", "120010", "120013", "341", "312"] as [AreaCode])
    func whatHoldsTheCityConcernsEverybody(code: AreaCode) {
        #expect(areas.related(to: [code]).isSuperset(of: areas.related(to: [city])))
    }

    @Test func relationIsTheUnionOfItsCodes() {
        let both = areas.related(to: [onitaka, soya])
        #expect(both == areas.related(to: [onitaka]).union(areas.related(to: [soya])))
        #expect(both == areas.related(to: [soya, onitaka, soya]))
    }

    /// If an alert for one area concerns another, an alert for the other concerns the one.
    @Test func relationIsMutualWithinTheCity() {
        let inside = [city] + areas.descendants(of: city).map(\.id)
        let related = Dictionary(uniqueKeysWithValues: inside.map { ($0, areas.related(to: [$0])) })
        for code in inside {
            for other in related[code] ?? [] {
                #expect(related[other]?.contains(code) == true)
            }
        }
    }

    @Test func knowsTheWayUp() {
        #expect(areas.ancestors(of: onitaka).map(\.id) == ["1220300", "120013", "341", "312", "120010", "120000"])
        #expect(areas.ancestors(of: "120000").isEmpty)
        #expect(areas.ancestors(of: "nowhere").isEmpty)
    }

    @Test func knowsTheWayDown() {
        #expect(areas.descendants(of: onitaka).allSatisfy { $0.kind == .school })
        #expect(areas.descendants(of: city).count == 78 + 56 + 7)
        #expect(areas.descendants(of: "nowhere").isEmpty)
    }

    @Test func knowsWhatItHolds() {
        #expect(areas.contains(onitaka))
        #expect(!areas.contains("1220300.2720000"))
        #expect(areas["1220300.2720000"] == nil)
        #expect(areas[onitaka]?.name(in: "ja") == "鬼高")
    }
}
