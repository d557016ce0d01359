// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// What is to happen in one simulated life, made from its seed: lanes, residents, alerts and all that goes wrong.
struct Scenario {
    /// An alert that is released.
    struct Plan {
        let at: Duration
        /// How long its words and its audience take before.
        let preparation: Duration
        let isDrill: Bool
        let priority: Priority
        let lasts: Duration
        /// Its audience.
        let members: [Subscriber.ID]
        /// The number of the plan that it replaces, an earlier one of its world.
        let replaces: Int?
        /// Whether it says that what it replaces was wrong.
        let corrects: Bool
    }

    /// What goes wrong, or what people do.
    enum Trouble {
        case crash(instance: Int, back: Duration)
        case restart(instance: Int, back: Duration)
        case freeze(instance: Int, Duration)
        case clockStep(instance: Int, Duration)
        /// Writes fail.
        case diskFull(instance: Int, Duration)
        /// Nothing can be read or written.
        case databaseAway(Duration)
        /// The next commit succeeds, and nobody learns of it.
        case commitLost(instance: Int)
        case leave(Subscriber.ID)
        /// It is withdrawn, and who got it is told.
        case cancel(plan: Int)
        case tamper(plan: Int)
        /// No process is there for longer than may pass without people.
        case sleep(back: Duration)
    }

    let lanes: LaneTable
    let residents: [SimulatedRegistry.Resident]
    let unknownUsers: Set<Subscriber.ID>
    let plans: [Plan]
    let troubles: [(at: Duration, trouble: Trouble)]
    let weather: [String: [Weather]]
    /// The worlds that something is released in.
    var worlds: [String] { plans.contains(where: \.isDrill) ? [Live.name, Drill.name] : [Live.name] }
    let instances: Int
    /// How far each instance's clock is off at first.
    let skews: [Duration]
    /// How often new work is looked for without a word.
    let poll: Duration
    let sliceSize: Int
    let ahead: Int
    let window: Int
    /// How long no process may be there, if what is open is to go on by itself.
    let grace = Duration.seconds(30)
    /// When the last trouble is over.
    let calmFrom: Duration

    /// How long people take to decide about what is held back.
    let longestThought = Duration.seconds(30)

    /// How long alerts come and troubles begin, in milliseconds.
    private static let busy = 60_000

    init(seed: UInt64) {
        let dice = Dice(seed: seed)
        let count = dice.number(1...4)
        let names = Array(["docomo", "au", "gmail", "city"].prefix(count - 1))
        func lane(_ name: String, _ domains: [String]) -> LaneSettings {
            let relays: [LaneSettings.RelayShare] =
                switch dice.number(0...3) {
                case 0: [.init(relay: "main", weight: 2), .init(relay: "second", weight: 1)]
                case 1: [.init(relay: "main"), .init(relay: "spare", weight: 0)]
                default: [.init(relay: "main")]
                }
            return LaneSettings(
                name: name,
                domains: domains,
                relays: relays,
                connections: dice.number(1...4),
                accountConnections: dice.number(0...1),
                rates: dice.chance(0.2) ? [RateLimit(messages: dice.number(5...200), per: .seconds(1))] : [],
                retry: RetrySchedule(first: .seconds(2), longest: .seconds(8)),
                recovery: RetrySchedule(first: .milliseconds(500), longest: .seconds(4))
            )
        }
        let rest = lane("rest", [])
        // Names and domains differ, and the last one is that of the rest: there is nothing to refuse.
        lanes = (try? LaneTable(names.map { lane($0, ["\($0).example"]) } + [rest])) ?? LaneTable(rest: rest)

        // Dice of their own: what was thrown before there were nights stays as it was.
        let nights = Dice(seed: seed ^ 0xD1B5_4A32_D192_ED03)
        let sleepers = nights.chance(0.4) ? 0.4 : 0.0
        let people = dice.chance(0.05) ? dice.number(200...600) : dice.number(1...80)
        let domains = names.map { "\($0).example" } + ["else.example"]
        residents = (1...people).map { number in
            SimulatedRegistry.Resident(
                id: Subscriber.ID(rawValue: Int64(number)),
                language: dice.pick(["ja", "en", "vi"]),
                domain: dice.pick(domains),
                isReadable: !dice.chance(0.005),
                quiet: nights.chance(sleepers) ? Self.quietHours(nights) : nil
            )
        }
        let share = dice.chance(0.3) ? 0.1 : 0.0
        unknownUsers = Set(residents.map(\.id).filter { _ in dice.chance(share) })

        var plans: [Plan] = []
        let drills = dice.chance(0.3) ? 0.4 : 0
        for number in 0..<dice.number(1...7) {
            let isDrill = dice.chance(drills)
            let part = dice.pick([1.0, 1.0, 0.5, 0.05])
            let earlier = plans.indices.filter { plans[$0].isDrill == isDrill }
            let corrects = nights.chance(0.4)
            plans.append(
                Plan(
                    at: .milliseconds(number == 0 ? 0 : dice.number(0...Self.busy)),
                    preparation: dice.time(0...1_500),
                    isDrill: isDrill,
                    priority: dice.pick(Priority.allCases),
                    lasts: .milliseconds(dice.chance(0.3) ? dice.number(500...30_000) : 150_000),
                    members: residents.map(\.id).filter { _ in part == 1 || dice.chance(part) },
                    replaces: !earlier.isEmpty && dice.chance(0.35) ? dice.pick(earlier) : nil,
                    corrects: corrects
                )
            )
        }
        self.plans = plans

        instances = dice.pick([1, 1, 2, 3])
        let instances = instances
        skews = (0..<instances).map { _ in .milliseconds(dice.chance(0.5) ? 0 : dice.number(-1_500...1_500)) }
        poll = dice.pick([.milliseconds(250), .seconds(1)])
        sliceSize = dice.pick([1, 3, 10, 50, 500])
        ahead = dice.pick([5, 20, 100, 4_000])
        window = dice.pick([1, 2, 8])

        var end = Duration.milliseconds(Self.busy)
        var troubles: [(at: Duration, trouble: Trouble)] = []
        for _ in 0..<dice.pick([0, 0, 1, 2, 5, 12]) {
            let instance = dice.number(0...(instances - 1))
            let at = dice.time(0...Self.busy)
            let length = dice.time(200...25_000)
            end = max(end, at + length)
            let trouble: Trouble =
                switch dice.number(0...9) {
                case 0, 1: .crash(instance: instance, back: length)
                case 2: .restart(instance: instance, back: length)
                case 3: .freeze(instance: instance, length)
                case 4: .clockStep(instance: instance, dice.time(-20_000...20_000))
                case 5: .diskFull(instance: instance, length)
                case 6: .databaseAway(length)
                case 7: .commitLost(instance: instance)
                case 8: .cancel(plan: dice.number(0...(plans.count - 1)))
                default: .tamper(plan: dice.number(0...(plans.count - 1)))
                }
            troubles.append((at, trouble))
        }
        for _ in 0..<dice.pick([0, 1, 5]) {
            troubles.append((dice.time(0...Self.busy), .leave(dice.pick(residents).id)))
        }
        // Dice of their own again.
        let decisions = Dice(seed: seed ^ 0x8CB9_2BA7_2F3D_8DD7)
        if decisions.chance(0.15) {
            let at = decisions.time(0...Self.busy)
            let back = decisions.time(20_000...110_000)
            end = max(end, at + back + longestThought)
            troubles.append((at, .sleep(back: back)))
        }
        if decisions.chance(0.2) {
            troubles.append((decisions.time(0...Self.busy), .cancel(plan: decisions.number(0...(plans.count - 1)))))
        }
        self.troubles = troubles

        var weather: [String: [Weather]] = [:]
        for lane in lanes.lanes {
            for relay in lane.relays {
                let periods = (0..<dice.pick([0, 0, 1, 3])).map { _ in Weather(dice, within: Self.busy) }
                weather["\(lane.name)/\(relay.relay)"] = periods
                end = max(end, periods.map(\.until).max() ?? .zero)
            }
        }
        self.weather = weather
        calmFrom = end
    }

    /// Quiet hours that last at first, or begin soon; most end when five minutes of the day are full, a minute after all
    /// began.
    private static func quietHours(_ dice: Dice) -> QuietHours? {
        let start = (Int(Simulation.epoch.timeIntervalSince1970) + 9 * 3_600) % 86_400 / 60
        let from = start + dice.pick([-60, -1, 0, 1, 2])
        let until = max(start + dice.pick([-1, 1, 1, 1, 2, 30]), from + 1)
        return QuietHours(from: (from + 1_440) % 1_440, until: until % 1_440)
    }
}
