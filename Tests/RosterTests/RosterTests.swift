// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import StorageTestSupport
import Synchronization
import Testing

@testable import Roster

@Suite(.eachEngine, .timeLimit(.minutes(5)))
struct RosterTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private let file: TestDatabase
    private let roster: Roster

    init() throws {
        file = try TestDatabase(Roster.migrations)
        roster = Roster(database: file.database)
    }

    private func instance(_ name: String, token: String = "one", host: String = "kana1") -> Instance {
        Instance(name: name, token: token, host: host, roles: ["intake", "worker"], version: "1")
    }

    private func after(_ seconds: TimeInterval) -> Date { Self.start.addingTimeInterval(seconds) }

    private func beat(_ instance: Instance, _ seconds: TimeInterval, duties: [String] = ["lead"]) throws -> Set<String>
    {
        try roster.beat(instance, duties: duties, until: after(seconds + 10), now: after(seconds))
    }

    /// Whoever was first leads until it ends or is not heard of for the length of its lease.
    @Test func oneLeadsAtATime() throws {
        let (first, second) = (instance("a"), instance("b", token: "two", host: "kana2"))
        for one in [first, second] { try roster.enter(one, now: Self.start) }
        #expect(try beat(first, 0) == ["lead"])
        #expect(try beat(second, 3) == [])
        #expect(try beat(first, 6) == ["lead"])
        #expect(try beat(second, 15.9) == [])
        #expect(try beat(second, 16.1) == ["lead"], "nobody took over what ran out")
        #expect(try beat(first, 17) == [], "it took back what another has")
        #expect(try roster.entries(now: after(17)).map(\.duties) == [[], ["lead"]])
        try roster.leave(second, now: after(18))
        #expect(try beat(first, 18.1) == ["lead"], "what was given up waits for its lease")
        #expect(try roster.entries(now: after(19)).map(\.state) == [.serving, .stopped])
    }

    /// Twenty that ask at the same moment: one has it.
    @Test func neverTwoLeadHoweverManyAsk() throws {
        let others = try (0..<4).map { _ in Roster(database: try file.another()) }
        for number in 0..<20 { try roster.enter(instance("i\(number)"), now: Self.start) }
        for round in 0..<5 {
            let leaders = Mutex<[String]>([])
            let now = after(Double(round) * 20)
            try sideBySide(20) { number in
                let held = try others[number % 4].beat(
                    instance("i\(number)"),
                    duties: ["lead"],
                    until: now.addingTimeInterval(10),
                    now: now
                )
                if !held.isEmpty { leaders.withLock { $0.append("i\(number)") } }
            }
            #expect(leaders.withLock { $0.count } == 1)
        }
    }

    /// The same name on another machine is refused while the first is heard of; a restart of the same machine is not.
    @Test func aNameBelongsToOneMachine() throws {
        try roster.enter(instance("a"), now: Self.start)
        #expect(throws: Roster.NameTaken(name: "a", host: "kana1")) {
            try roster.enter(instance("a", token: "two", host: "kana2"), now: after(14))
        }
        try roster.enter(instance("a"), now: after(1))
        try roster.enter(instance("a", token: "two", host: "kana2"), now: after(17))
        #expect(throws: Roster.NameTaken(name: "a", host: "kana2")) { _ = try beat(instance("a"), 18) }
        try roster.leave(instance("a"), now: after(18))
        #expect(try roster.entries(now: after(18)).map(\.state) == [.serving], "it ended another's service")
        try roster.leave(instance("a", token: "two"), now: after(19))
        try roster.enter(instance("a"), now: after(19))
    }

    /// Silence is told once; who speaks again can fall silent again. Who ended is not silent.
    @Test func silenceIsReportedOnce() throws {
        let (first, second) = (instance("a"), instance("b"))
        for one in [first, second] { try roster.enter(one, now: Self.start) }
        try roster.leave(second, now: after(1))
        #expect(try roster.unreported(now: after(29)) == [])
        let silent = try roster.unreported(now: after(31))
        #expect(silent.map(\.name) == ["a"] && silent.map(\.state) == [.silent])
        try roster.report("a", seenAt: silent[0].seenAt)
        #expect(try roster.unreported(now: after(40)) == [])
        _ = try beat(first, 50, duties: [])
        #expect(try roster.entries(now: after(51)).first?.state == .serving)
        #expect(try roster.unreported(now: after(81)).map(\.name) == ["a"])
    }

    /// What spoke meanwhile is not marked as reported.
    @Test func aHeartbeatBetweenLookAndReportCounts() throws {
        try roster.enter(instance("a"), now: Self.start)
        let silent = try roster.unreported(now: after(31))
        _ = try beat(instance("a"), 32, duties: [])
        try roster.report("a", seenAt: try #require(silent.first).seenAt)
        #expect(try roster.unreported(now: after(63)).map(\.name) == ["a"])
    }

    /// After a week an instance that is gone is forgotten.
    @Test func theListForgets() throws {
        try roster.enter(instance("a"), now: Self.start)
        let later = after(8 * 86_400)
        #expect(try roster.entries(now: later) == [])
        try roster.enter(instance("b"), now: later)
        #expect(try roster.entries(now: after(0)).map(\.name) == ["b"])
    }

    /// A database whose city went says where it went.
    @Test func relocationIsKept() throws {
        #expect(try roster.relocation() == nil)
        try file.database.write { session in
            try Roster.relocate(to: "database shirase at db1", now: Self.start, in: session)
        }
        #expect(try roster.relocation()?.place == "database shirase at db1")
    }
}
