// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import TestSupport
import Testing

@Suite struct SchoolTests {
    let areas: AreaTree

    init() throws {
        areas = try Ichikawa.profile().areas
    }

    @Test(arguments: [(School.Stage.elementary, 39), (.juniorHigh, 16), (.specialNeeds, 1)])
    func countsEachStage(stage: School.Stage, count: Int) {
        #expect(areas.schools.count { $0.school?.stage == stage } == count)
    }

    @Test func liesInATownOfTheCity() throws {
        for area in areas.schools {
            let school = try #require(area.school)
            #expect(areas[school.town]?.kind == .town)
            #expect(area.parent == school.town)
            #expect(area.id.rawValue.wholeMatch(of: /1220300\.s[0-9]{2}/) != nil)
        }
    }

    @Test func bearsItsFoundersName() throws {
        let miyakubo = try #require(areas["1220300.s01"])
        #expect(miyakubo.name(in: "ja") == "宮久保小学校")
        #expect(miyakubo.name(in: "en") == "Miyakubo Elementary School")
        #expect(miyakubo.school?.officialName == "市川市立宮久保小学校")
    }

    @Test func countsShiohamaGakuenInBothStagesUnderOneName() {
        let parts = areas.schools.filter { $0.school?.officialName == "市川市立塩浜学園" }
        #expect(parts.map(\.school?.stage) == [.elementary, .juniorHigh])
    }

    @Test(arguments: [
        ("北方小学校", "きたかたしょうがっこう"), ("稲荷木小学校", "とうかぎしょうがっこう"), ("鬼高小学校", "おにたかしょうがっこう"),
        ("曽谷小学校", "そやしょうがっこう"), ("国府台小学校", "こうのだいしょうがっこう"), ("中国分小学校", "なかこくぶんしょうがっこう"),
        ("高谷中学校", "こうやちゅうがっこう"), ("新浜小学校", "にいはましょうがっこう"), ("八幡小学校", "やわたしょうがっこう"),
    ])
    func readsLikeItsPlace(name: String, reading: String) {
        let found = areas.schools.filter { $0.name(in: "ja") == name }
        #expect(found.map(\.reading) == [reading])
        #expect(found.map(\.readingChecked) == [true])
    }

    /// A reading that follows from no checked one says so.
    @Test(arguments: ["大柏小学校", "信篤小学校", "冨貴島小学校", "鶴指小学校", "百合台小学校", "富美浜小学校"])
    func admitsWhatNobodyHasChecked(name: String) {
        #expect(areas.schools.filter { $0.name(in: "ja") == name }.map(\.readingChecked) == [false])
    }

    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func agreesWithTheCitysList() throws {
        let schools = try rows(ofCSV: SharedData.appending("ichikawa/ichikawa_facilities_aed_opendata_2026-04.csv"))
            .filter { row in
                ["elementary", "junior_high", "special_needs"].contains { (row["kind"] ?? "").hasPrefix($0) }
                    && row["kind"] != "junior_high_hospital_class" && !(row["name"] ?? "").hasSuffix("校舎")
            }
        #expect(schools.count == 56)
        for row in schools {
            let name = (row["name"] ?? "").replacing("(", with: "（").replacing(")", with: "）")
            let area = try #require(areas.schools.first { $0.name(in: "ja") == name }, "\(name)")
            let town = try #require(area.parent.flatMap { areas[$0] })
            #expect(row["address_after_千葉県市川市"]?.hasPrefix(town.name(in: "ja")) == true, "\(name)")
        }
    }
}
