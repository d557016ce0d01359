// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Testing

@Suite struct AreaTests {
    @Test(arguments: [
        ("ja", "江戸川"), ("ja-simple", "江戸川"), ("en", "Edogawa River"), ("vi", "Edogawa River"), ("xx", "Edogawa River"),
    ])
    func fallsBackToEnglish(tag: String, name: String) {
        let area = Area(id: "r", kind: .river, names: ["ja": "江戸川", "en": "Edogawa River"], romaji: "Edogawa")
        #expect(area.name(in: tag) == name)
    }

    @Test func fallsBackToRomajiThenToJapanese() {
        #expect(Area(id: "t", kind: .town, names: ["ja": "真間"], romaji: "Mama").name(in: "en") == "Mama")
        #expect(Area(id: "t", kind: .town, names: ["ja": "真間"]).name(in: "en") == "真間")
        #expect(Area(id: "t", kind: .town, names: [:]).name(in: "en") == "t")
    }

    @Test func prefersTheNameInTheLanguage() {
        let names = ["ja": "市川市", "ja-simple": "いちかわし", "en": "Ichikawa City", "ko": "이치카와 시"]
        let area = Area(id: "c", kind: .municipality, names: names)
        for (tag, name) in names { #expect(area.name(in: tag) == name) }
    }

    @Test func codeIsItsText() throws {
        let code: AreaCode = "1220300.2720001"
        #expect("\(code)" == "1220300.2720001")
        #expect(try JSONEncoder().encode([code]) == Data(#"["1220300.2720001"]"#.utf8))
        #expect(try JSONDecoder().decode([AreaCode].self, from: Data(#"["312"]"#.utf8)) == ["312"])
        #expect(["b", "a", "c"].map(AreaCode.init(rawValue:)).sorted() == ["a", "b", "c"])
    }
}
