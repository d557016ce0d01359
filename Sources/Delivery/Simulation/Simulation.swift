// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry
import Synchronization

/// Lives of the real planner and scheduler on virtual time: one seed, one life, the same each time.
///
/// Planner, loaders, outboxes, lane governors and recorders are those of the service. Clock, dice, store, registry, relays
/// and processes are simulated, with crashes, frozen processes, clock steps, full disks, lost commits, sick relays,
/// departures, quiet hours that begin and end, cancels, replacements, corrections, sleeps after which people decide, and
/// texts changed behind everybody's back. A `Referee` checks the promises at each step.
public struct Simulation: Sendable {
    /// What became of a life.
    public struct Result: Sendable {
        /// The seed.
        public let seed: UInt64
        /// The first promise broken, and when; nil where all held.
        public let violation: String?
        /// The same for the same life.
        public let fingerprint: UInt64
        /// What happened in it.
        public let tally: SimulationTally
        /// All that happened, where asked for.
        public let trace: [String]
    }

    /// A minute before one of the instants at which quiet hours end.
    static let epoch = Date(timeIntervalSince1970: 1_800_000_240)
    /// After the last trouble everything must be over within so long, or by its expiry.
    private static let patience = Duration.seconds(250)

    /// Lives one life.
    ///
    /// - Parameter isTracing: whether the result holds all that happened.
    public static func run(seed: UInt64, isTracing: Bool = false) -> Result {
        run(seed: seed, isTracing: isTracing) { SimulatedStore(sliceSize: $0) }
    }

    /// Lives many lives, on all processors.
    ///
    /// - Parameter each: called with each result, in no order, one at a time.
    public static func run(seeds: Range<UInt64>, each: @escaping @Sendable (Result) -> Void) {
        let next = Mutex(seeds.lowerBound)
        let turn = Mutex(())
        let workers = (0..<max(1, ProcessInfo.processInfo.activeProcessorCount)).map { number in
            Worker(name: "simulation-\(number)") {
                while let seed = next.withLock({ next -> UInt64? in
                    guard next < seeds.upperBound else { return nil }
                    defer { next += 1 }
                    return next
                }) {
                    let result = run(seed: seed)
                    turn.withLock { _ in each(result) }
                }
            }
        }
        workers.forEach { $0.join() }
    }

    /// Lives one life over a store.
    static func run(
        seed: UInt64,
        isTracing: Bool = false,
        store: (_ sliceSize: Int) throws -> any SimulationStore
    ) rethrows -> Result {
        let scenario = Scenario(seed: seed)
        let timeline = Timeline()
        let dice = Dice(seed: seed ^ 0x5DEE_CE66_D1CE_4E5B)
        let contacts = SimulatedRegistry(scenario.residents)
        let referee = Referee(scenario, contacts: contacts, timeline: timeline, isTracing: isTracing)
        let life = SimulatedCity(
            scenario: scenario,
            store: try store(scenario.sliceSize),
            stage: Stage(timeline: timeline),
            contacts: contacts,
            dice: dice,
            people: Dice(seed: seed ^ 0xC2B2_AE3D_27D4_EB4F),
            referee: referee
        )
        life.run(until: scenario.calmFrom + patience)
        return Result(
            seed: seed,
            violation: referee.violation,
            fingerprint: referee.fingerprint,
            tally: referee.tally,
            trace: referee.trace
        )
    }
}

/// What happened in one life, or in many.
public struct SimulationTally: Sendable, Hashable {
    /// Recipients of releases.
    public var recipients = 0
    /// Mails that relays took over.
    public var mails = 0
    /// Those among them that were a second or later copy.
    public var copies = 0
    /// Processes that died.
    public var crashes = 0
    /// Alerts that were withdrawn.
    public var withdrawn = 0
    /// Alerts that were held back until people decided.
    public var held = 0
    /// Recipients by final state.
    public var states: [FinalState: Int] = [:]

    /// Nothing yet.
    public init() {}

    /// Adds what happened in another life.
    public mutating func add(_ other: SimulationTally) {
        recipients += other.recipients
        mails += other.mails
        copies += other.copies
        crashes += other.crashes
        withdrawn += other.withdrawn
        held += other.held
        states.merge(other.states) { $0 + $1 }
    }
}
