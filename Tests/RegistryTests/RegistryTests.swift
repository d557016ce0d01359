// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import Registry
import Storage
import StorageTestSupport
import TestSupport
import Testing

@Suite(.eachEngine, .timeLimit(.minutes(10))) struct RegistryTests {
    private let test: TestRegistry
    private var registry: Registry { test.registry }

    init() throws { test = try TestRegistry() }

    private let everyone = AudienceQuery(topic: .earthquake, areas: [city], measure: Measure(rawValue: 10))

    private func members(_ query: AudienceQuery) throws -> Set<Subscriber.ID> {
        Set(try registry.audience(of: query).flatMap(\.members))
    }

    @Test func withAnotherKeyNobodyCanBeWrittenToAndNobodyIsFound() throws {
        let id = try test.add("taro@example.jp")
        let other = try test.withAnotherKey()
        #expect(throws: RegistryError.unsealable) { try other.contacts(of: [id]) }
        #expect(throws: RegistryError.unsealable) { try other.forEachSubscriber { _, _, _, _ in } }
        #expect(try other.subscriber(addressKey: "taro@example.jp") == nil)
        #expect(try registry.subscriber(addressKey: "taro@example.jp") == id)
    }

    @Test func oneAddressThatDoesNotOpenNeverStopsTheOthers() throws {
        let good = try test.add("good@example.jp")
        let bad = try test.add("bad@example.jp")
        let left = try test.add("left@example.jp")
        _ = try registry.leave(token: try test.token(left), now: start)
        try test.database.write { session in
            _ = try session.execute(
                "UPDATE subscribers SET address = $2 WHERE id = $1",
                [SQLValue(bad.rawValue), .bytes([0])]
            )
        }
        let contacts = try registry.contacts(of: [good, bad, left])
        #expect(contacts.reachable.keys.sorted() == [good])
        #expect(contacts.reachable[good]?.address == "good@example.jp")
        #expect(contacts.unreadable == [bad])
        #expect(try registry.contacts(of: []).reachable.isEmpty)
    }

    @Test func anAddressIsOneSubscriberHoweverItIsWritten() throws {
        let id = try test.add("Taro@Example.JP", .english)
        #expect(try test.add("taro@example.jp", .korean) == id)
        let all = try test.all()
        #expect(all.count == 1 && all.values.first?.language == "ko")
    }

    @Test func storingAgainReplacesAllSubscriptions() throws {
        let crime = Subscription(topic: .crime, area: towns[0], threshold: Measure(rawValue: 1))
        try test.add("taro@example.jp")
        try test.add("taro@example.jp", .japanese, [crime])
        #expect(try test.all()["taro@example.jp"]?.subscriptions == [crime])
        #expect(try members(everyone).isEmpty)
    }

    @Test func aFaultInOneTakesTheWholeCallBack() throws {
        let good = Subscriber(address: try checked("good@example.jp"), language: .japanese, subscriptions: [])
        var bad = good
        bad.address = try checked("bad@example.jp")
        bad.subscriptions = [Subscription(topic: .crime, area: AreaCode(rawValue: ""), threshold: .none)]
        #expect(throws: StorageError.self) { try registry.store([good, bad], now: start) }
        #expect(try test.all().isEmpty)
    }

    @Test func whoLeftIsInNoAudienceAndComesBackByNobodyElsesHand() throws {
        let id = try test.add("taro@example.jp")
        let stays = try test.add("hana@example.jp")
        let token = try test.token(id)
        #expect(try registry.language(token: token) == .japanese)
        #expect(try registry.leave(token: token, now: start.addingTimeInterval(60)) == .left)
        #expect(try registry.leave(token: token, now: start) == .hadLeft)
        #expect(try members(everyone) == [stays])
        #expect(try registry.contacts(of: [id, stays]).reachable.keys.sorted() == [stays])
        #expect(throws: NotTaken.self) { try test.add("taro@example.jp") }
        #expect(try registry.departures(since: start.addingTimeInterval(60)) == [id])
        #expect(try registry.departures(since: start.addingTimeInterval(61)).isEmpty)
        #expect(try registry.countByLanguage().map(\.count) == [1])
        #expect(try registry.countByTopic().map(\.count) == [1])
    }

    @Test func aForgedLinkEndsNothing() throws {
        let id = try test.add("taro@example.jp")
        let token = try test.token(id)
        for index in token.indices {
            var forged = token
            forged.replaceSubrange(index...index, with: token[index] == "0" ? "1" : "0")
            #expect(try registry.leave(token: forged, now: start) == .unknownLink)
            #expect(try registry.language(token: forged) == nil)
        }
        #expect(try members(everyone) == [id])
    }

    @Test func aLinkOfANumberThatWasNeverGivenIsUnknown() throws {
        let id = try test.add("taro@example.jp")
        let token = try test.token(id)
        try test.database.write { session in _ = try session.execute("DELETE FROM subscribers", []) }
        #expect(try registry.leave(token: token, now: start) == .unknownLink)
    }

    @Test func anAlertWithoutAreasConcernsNobody() throws {
        try test.add("taro@example.jp")
        #expect(
            try registry.audience(of: AudienceQuery(topic: .earthquake, areas: [], measure: Measure(rawValue: 10)))
                .isEmpty
        )
        #expect(try members(AudienceQuery(topic: .earthquake, areas: [""], measure: Measure(rawValue: 10))).isEmpty)
    }

    @Test func anAudienceIsTopicAndAreaAndThreshold() throws {
        var random = SeededRandom(seed: 71)
        let areas = [city] + towns
        for round in 0..<12 {
            let test = try TestRegistry()
            var model: [Subscriber.ID: (language: Language, domain: String, subscriptions: Set<Subscription>)] = [:]
            var gone: Set<Subscriber.ID> = []
            for number in 0..<60 {
                var chosen: [String: Subscription] = [:]
                for _ in 0..<Int.random(in: 0...6, using: &random) {
                    let topic = Topic.allCases.randomElement(using: &random) ?? .crime
                    let area = areas.randomElement(using: &random) ?? city
                    chosen["\(topic)\(area)"] = Subscription(
                        topic: topic,
                        area: area,
                        threshold: Measure(rawValue: Int.random(in: 1...10, using: &random))
                    )
                }
                let language = Language.all.randomElement(using: &random) ?? .english
                let domain = ["a.example", "b.example", "c.example"].randomElement(using: &random) ?? ""
                let id = try test.add("u\(number)@\(domain)", language, Array(chosen.values))
                model[id] = (language, domain, Set(chosen.values))
                if Int.random(in: 0..<5, using: &random) == 0 {
                    _ = try test.registry.leave(token: try test.token(id), now: start)
                    gone.insert(id)
                }
            }
            for _ in 0..<25 {
                let query = AudienceQuery(
                    topic: Topic.allCases.randomElement(using: &random) ?? .crime,
                    areas: Set(areas.filter { _ in Bool.random(using: &random) }),
                    measure: Measure(rawValue: Int.random(in: 0...10, using: &random))
                )
                let expected = model.filter { id, subscriber in
                    !gone.contains(id)
                        && subscriber.subscriptions.contains {
                            $0.topic == query.topic && query.areas.contains($0.area) && $0.threshold <= query.measure
                        }
                }
                let groups = try test.registry.audience(of: query)
                let found = groups.flatMap(\.members)
                #expect(Set(found) == Set(expected.keys), "round \(round)")
                #expect(Set(found).count == found.count, "each once")
                for group in groups {
                    #expect(!group.members.isEmpty && group.members == group.members.sorted())
                    for member in group.members {
                        #expect(expected[member]?.language.rawValue == group.language)
                        #expect(expected[member]?.domain == group.domain)
                    }
                }
            }
        }
    }
}

/// What can be read in SQLite's files by whoever steals them.
@Suite(.timeLimit(.minutes(10))) struct RegistryFileTests {
    private let test: TestRegistry
    private var registry: Registry { test.registry }

    init() throws { test = try TestRegistry() }

    @Test func noFileOfTheDatabaseHoldsAnAddressOrItsLocalPart() throws {
        for number in 0..<200 { try test.add("canary-local-\(number)@example.jp") }
        _ = try test.run(
            "email,language,topics\ncanary-local-import@example.jp,ja,earthquake\nbad canary-local-bad,ja,x\n"
        )
        _ = try registry.leave(token: try test.token(try test.add("canary-local-left@example.jp")), now: start)
        let names = try FileManager.default.contentsOfDirectory(atPath: test.folder.url.path)
        #expect(names.contains { $0.hasSuffix("-wal") }, "what is not yet in the main file is looked at, too")
        for name in names {
            let bytes = try Data(contentsOf: test.folder.url.appendingPathComponent(name))
            #expect(bytes.range(of: Data("canary-local".utf8)) == nil, "\(name)")
            #expect(bytes.range(of: Data("canary-local".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })) == nil)
        }
    }
}
