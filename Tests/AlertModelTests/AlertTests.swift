// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Testing

@Suite struct AlertTests {
    @Test(arguments: ["a", "ichikawa.earthquake.20240101161010.Actual.1", "A-Z_0~9!", "x/y:z@h"])
    func anIdentifierIsWhatCAPAllows(_ text: String) throws {
        let id = try #require(Alert.ID(rawValue: text))
        #expect(id.rawValue == text && "\(id)" == text)
        let decoded = try JSONDecoder().decode([Alert.ID].self, from: JSONEncoder().encode([id]))
        #expect(decoded == [id])
    }

    @Test(arguments: ["", " ", "a b", "a,b", "a<b", "a&b", "a\n", "a\u{7F}", "市川", "a\u{0}"])
    func anIdentifierWithWhatCAPForbidsIsRefused(_ text: String) throws {
        #expect(Alert.ID(rawValue: text) == nil)
        let json = try JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Alert.ID].self, from: json) }
    }

    @Test func anIdentifierHasALimit() {
        #expect(Alert.ID(rawValue: String(repeating: "a", count: 120)) != nil)
        #expect(Alert.ID(rawValue: String(repeating: "a", count: 121)) == nil)
    }

    @Test func worldsDifferInStatusAndName() {
        #expect(Live.status == .actual && Drill.status == .exercise)
        #expect(Live.name != Drill.name)
    }

    @Test func onlyWhatCanWaitHeedsQuietHours() {
        #expect(Priority.allCases.filter(\.heedsQuietHours) == [.notice, .bulk])
    }

    @Test func prioritiesAreOrderedByUrgency() {
        #expect(Priority.allCases == Priority.allCases.sorted())
        #expect(Priority.immediate < .urgent && Priority.account < .bulk)
        #expect(Set(Priority.allCases.map(\.name)).count == Priority.allCases.count)
    }
}
