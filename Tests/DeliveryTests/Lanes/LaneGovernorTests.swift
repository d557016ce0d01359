// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("The governor of a lane")
struct LaneGovernorTests {
    private let reply = Outcome.Reply(stage: "rcpt", code: 421, enhanced: "4.7.0", detail: "slow down")

    private func governor(
        _ relays: [LaneSettings.RelayShare] = [.init(relay: "main")],
        connections: Int = 4,
        accounts: Int = 1,
        rates: [RateLimit] = []
    ) -> LaneGovernor {
        LaneGovernor(
            LaneSettings(
                name: "x",
                relays: relays,
                connections: connections,
                accountConnections: accounts,
                rates: rates,
                recovery: RetrySchedule(first: .seconds(1), longest: .seconds(60))
            )
        )
    }

    @Test("no more connections than the window has, those for confirmations apart")
    func window() {
        var governor = governor()
        #expect(governor.connect(.all, at: .zero) == .relay("main"))
        #expect(governor.connect(.all, at: .zero) == .relay("main"))
        #expect(governor.connect(.all, at: .zero) == .later(nil), "slow start")
        #expect(governor.connect(.account, at: .zero) == .relay("main"), "nothing else can fill it")
        #expect(governor.connect(.account, at: .zero) == .later(nil))
        governor.answered(.accepted, relay: "main", at: .zero, random: 0)
        #expect(governor.connect(.all, at: .zero) == .relay("main"))
        governor.ended(.all, relay: "main", failed: false, at: .zero, random: 0)
        #expect(governor.connect(.all, at: .zero) == .relay("main"))
    }

    @Test("relays get connections by their weights")
    func weights() {
        var governor = governor([.init(relay: "a", weight: 3), .init(relay: "b", weight: 1)], connections: 8)
        for _ in 0..<8 { governor.answered(.accepted, relay: "a", at: .zero, random: 0) }
        var counts: [String: Int] = [:]
        for _ in 0..<8 {
            guard case .relay(let relay) = governor.connect(.all, at: .zero) else { continue }
            counts[relay, default: 0] += 1
        }
        #expect(counts == ["a": 6, "b": 2])
    }

    @Test("where one cannot be reached the others have all, and one of weight 0 stands in for all")
    func failover() {
        var governor = governor([.init(relay: "a"), .init(relay: "spare", weight: 0)])
        for _ in 0..<3 {
            #expect(governor.connect(.all, at: .zero) == .relay("a"))
            governor.ended(.all, relay: "a", failed: true, at: .zero, random: 0.5)
        }
        #expect(governor.connect(.all, at: .zero) == .relay("spare"))
        governor.ended(.all, relay: "spare", failed: false, at: .zero, random: 0.5)
        // A second later one connection tries the first again, and the others stay where they are.
        #expect(governor.connect(.all, at: .seconds(1)) == .relay("a"))
        #expect(governor.connect(.all, at: .seconds(1)) == .relay("spare"))
        governor.answered(.accepted, relay: "a", at: .seconds(1), random: 0.5)
        #expect(governor.connect(.all, at: .seconds(1)) == .relay("a"))
    }

    @Test("where none can be reached it is told when to ask again")
    func later() {
        var governor = governor()
        for _ in 0..<3 {
            _ = governor.connect(.all, at: .zero)
            governor.ended(.all, relay: "main", failed: true, at: .zero, random: 0.5)
        }
        #expect(governor.connect(.all, at: .zero) == .later(.seconds(1)))
        #expect(governor.connect(.all, at: .seconds(1)) == .relay("main"))
        #expect(governor.connect(.all, at: .seconds(1)) == .later(nil), "one tries, the others wait for it")
    }

    @Test("a refusal for haste halves the connections, and nothing new is opened for a while, longer each time")
    func haste() {
        var governor = governor(connections: 8)
        for _ in 0..<8 { governor.answered(.accepted, relay: "main", at: .zero, random: 0) }
        for _ in 0..<8 { #expect(governor.connect(.all, at: .zero) == .relay("main")) }
        let leavesEarly = governor.leave(.all)
        #expect(!leavesEarly)
        governor.answered(.rateLimited(reply), relay: "main", at: .seconds(10), random: 0.5)
        governor.answered(.rateLimited(reply), relay: "main", at: .seconds(10), random: 0.5)
        let leavesAccount = governor.leave(.account)
        #expect(!leavesAccount)
        // All eight ask before the first has gone; half of them go.
        var leaving = 0
        for _ in 0..<8 where governor.leave(.all) { leaving += 1 }
        #expect(leaving == 4)
        for number in 0..<5 {
            let isLeaving = number < 4
            governor.ended(.all, relay: "main", failed: false, wasLeaving: isLeaving, at: .seconds(10), random: 0)
        }
        let leavesLate = governor.leave(.all)
        #expect(!leavesLate)
        #expect(governor.connect(.all, at: .seconds(10)) == .later(.seconds(1)))
        #expect(governor.connect(.all, at: .seconds(11)) == .relay("main"))
        governor.answered(.rateLimited(reply), relay: "main", at: .seconds(12), random: 0.5)
        for _ in 0..<3 { governor.ended(.all, relay: "main", failed: false, at: .seconds(12), random: 0) }
        #expect(governor.connect(.all, at: .seconds(12)) == .later(.seconds(2)))
    }

    @Test("every limit counts")
    func rates() {
        var governor = governor(rates: [
            RateLimit(messages: 1000, per: .seconds(1)), RateLimit(messages: 2, per: .seconds(60)),
        ])
        #expect(governor.pause(at: .zero, isReserved: false) == .zero)
        governor.admit(at: .zero)
        #expect(governor.pause(at: .zero, isReserved: false) == .seconds(30))
    }
}
