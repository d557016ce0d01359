// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import Registry
import StorageTestSupport
import TestSupport
import Testing

/// Quiet hours as subscribers have them, from the file to the audience.
@Suite(.eachEngine, .timeLimit(.minutes(10))) struct QuietAudienceTests {
    private let test: TestRegistry
    private var registry: Registry { test.registry }

    init() throws { test = try TestRegistry() }

    /// The 15th of November 2023, 07:13:20 in Japan.
    private let morning = start
    private let everyone = AudienceQuery(topic: .earthquake, areas: [city], measure: Measure(rawValue: 10))

    private func id(_ name: String) throws -> Subscriber.ID {
        try #require(try registry.subscriber(addressKey: "\(name)@example.jp"))
    }

    @Test func theColumnIsReadKeptAndWritten() throws {
        let report = try test.run(
            """
            email,language,topics,quiet
            late@example.jp,ja,earthquake,22:00-7:00
            none@example.jp,ja,earthquake,
            """
        )
        #expect(report.faults.isEmpty && report.added == 2)
        let written = try test.export()
        #expect(written.hasPrefix("email,language,topics,areas,thresholds,quiet\r\n"))
        #expect(written.contains("late@example.jp,ja,earthquake,1220300,earthquake=4,22:00-07:00\r\n"))
        #expect(written.contains("none@example.jp,ja,earthquake,1220300,earthquake=4,\r\n"))
        #expect(try test.run(written).replaced == 2)
        #expect(try test.export() == written, "what was written is read back")
    }

    @Test func aRowWithoutThemEndsThem() throws {
        _ = try test.run("email,language,topics,quiet\na@example.jp,ja,earthquake,22:00-07:00\n")
        _ = try test.run("email,language,topics\na@example.jp,ja,earthquake\n")
        #expect(try test.export().contains("earthquake=4,\r\n"), "a known address is replaced wholly")
    }

    @Test func whatIsNoTimeIsToldByItsLine() throws {
        let report = try test.run("email,language,topics,quiet\na@example.jp,ja,earthquake,at night\n")
        #expect(report.added == 0)
        #expect(
            report.faults.map(\.description) == [
                "line 2: quiet: 'at night' is not from-until in Japan's time, for instance 22:00-07:00"
            ]
        )
    }

    @Test func thoseInTheirQuietHoursStandApartByTheirEnd() throws {
        _ = try test.run(
            """
            email,language,topics,quiet
            awake@example.jp,ja,earthquake,
            over@example.jp,ja,earthquake,22:00-07:00
            eight@example.jp,ja,earthquake,23:00-08:00
            soon@example.jp,ja,earthquake,22:00-07:58
            nine@example.jp,ja,earthquake,0:00-9:00
            """
        )
        let groups = try registry.audience(of: everyone, quietAt: morning)
        // 08:00 and 09:00 in Japan.
        let eight = Date(timeIntervalSince1970: 1_700_002_800)
        #expect(groups.map(\.notBefore) == [nil, eight, eight.addingTimeInterval(3_600)])
        #expect(groups[0].members == [try id("awake"), try id("over")].sorted())
        #expect(groups[1].members == [try id("eight"), try id("soon")].sorted(), "07:58 waits for 08:00")
        #expect(groups[2].members == [try id("nine")])
        let urgent = try registry.audience(of: everyone)
        #expect(urgent.count == 1 && urgent[0].notBefore == nil && urgent[0].members.count == 5)
    }

    @Test func wishesAreAskedForAgain() throws {
        _ = try test.run(
            """
            email,language,topics,areas,thresholds,quiet
            wants@example.jp,ja,earthquake,,earthquake=3,22:00-07:00
            topic@example.jp,ja,weather,,,
            area@example.jp,ja,earthquake,八幡,earthquake=3,
            threshold@example.jp,ja,earthquake,,earthquake=6+,
            left@example.jp,ja,earthquake,,earthquake=3,
            """
        )
        let names = ["wants", "topic", "area", "threshold", "left"]
        let members = try names.map(id)
        _ = try registry.leave(token: try test.token(members[4]), now: start)
        let query = AudienceQuery(topic: .earthquake, areas: [city], measure: Measure(rawValue: 5))
        let contacts = try registry.contacts(of: members, heeding: Wishes(heedsQuietHours: true, query: query))
        #expect(contacts.unwilling == Set(members[1...3]))
        #expect(Set(contacts.reachable.keys) == Set(members[0...3]))
        #expect(contacts.quietHours == [members[0]: try #require(QuietHours("22:00-07:00"))])
        let plain = try registry.contacts(of: members)
        #expect(plain.unwilling.isEmpty && plain.quietHours.isEmpty)
    }

    @Test func underAnotherKeyNobodyIsCalledUnwilling() throws {
        let member = try test.add("a@example.jp")
        let query = AudienceQuery(topic: .crime, areas: [city], measure: Measure(rawValue: 5))
        let other = try test.withAnotherKey()
        #expect(throws: RegistryError.unsealable) {
            try other.contacts(of: [member], heeding: Wishes(heedsQuietHours: true, query: query))
        }
    }
}
