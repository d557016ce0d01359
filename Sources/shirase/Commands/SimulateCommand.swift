// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Delivery
import Foundation
import Synchronization

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Lives through made-up troubles on virtual time, and checks the promises of delivery at each step.",
        discussion: """
            Each seed is one life of a city: lanes, residents, alerts, cancels, crashes, frozen processes, \
            sleeps, full disks, sick relays. \
            Planner and scheduler are those of the service. A seed that fails is printed, and fails again by itself: \
            `shirase simulate --first SEED --seeds 1 --trace`.
            """
    )

    @Option(name: .long, help: "How many lives.") var seeds = 1_000
    @Option(name: .long, help: "The first seed; the others follow it.") var first: UInt64 = 1
    @Flag(help: "All that happens, line by line; for few seeds.") var trace = false
    @Flag(help: "One JSON object.") var json = false

    private struct Report: Encodable {
        struct Failure: Encodable {
            let seed: UInt64
            let violation: String
        }

        let first: UInt64
        let seeds: Int
        let failed: [Failure]
        let recipients: Int
        let mails: Int
        let copies: Int
        let crashes: Int
        let withdrawn: Int
        let held: Int
        let states: [String: Int]
        let seconds: Double
        /// The same for the same seeds.
        let fingerprint: String
    }

    func validate() throws {
        guard (1...100_000_000).contains(seeds) else { throw ValidationError("--seeds: from 1 to 100,000,000") }
        guard first <= UInt64.max - UInt64(seeds) else { throw ValidationError("--first: too great") }
        guard !trace || seeds <= 10 else { throw ValidationError("--trace: for 10 seeds at most") }
    }

    func run() async throws {
        try await running {
            let report = simulate()
            if json {
                try Console.json(report)
            } else {
                let states = report.states.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                Console.line(
                    """
                    \(report.seeds) seeds from \(report.first), \(report.failed.count) failed, fingerprint \(report.fingerprint)
                    recipients \(report.recipients): \(states.joined(separator: ", "))
                    mails \(report.mails), second and later copies \(report.copies), processes that died \(report.crashes)
                    alerts withdrawn \(report.withdrawn), held back until people decided \(report.held)
                    """
                )
            }
            for failure in report.failed.prefix(20) {
                Console.error(
                    "seed \(failure.seed): \(failure.violation)\n"
                        + "  again: shirase simulate --first \(failure.seed) --seeds 1 --trace"
                )
            }
            if !report.failed.isEmpty { throw ExitCode(Failure.Code.failed.rawValue) }
        }
    }

    private func simulate() -> Report {
        struct Sum {
            var tally = SimulationTally()
            var failed: [Report.Failure] = []
            var fingerprint: UInt64 = 0
        }
        let start = ContinuousClock.now
        let sum = Mutex(Sum())
        @Sendable func count(_ result: Simulation.Result) {
            sum.withLock { sum in
                sum.tally.add(result.tally)
                // An exclusive or does not ask for the order.
                sum.fingerprint ^= result.fingerprint
                if let violation = result.violation {
                    sum.failed.append(.init(seed: result.seed, violation: violation))
                }
            }
        }
        if trace {
            for number in 0..<UInt64(seeds) {
                let result = Simulation.run(seed: first + number, isTracing: true)
                result.trace.forEach(Console.line)
                count(result)
            }
        } else {
            Simulation.run(seeds: first..<(first + UInt64(seeds))) { count($0) }
        }
        return sum.withLock { sum in
            Report(
                first: first,
                seeds: seeds,
                failed: sum.failed.sorted { $0.seed < $1.seed },
                recipients: sum.tally.recipients,
                mails: sum.tally.mails,
                copies: sum.tally.copies,
                crashes: sum.tally.crashes,
                withdrawn: sum.tally.withdrawn,
                held: sum.tally.held,
                states: Dictionary(uniqueKeysWithValues: sum.tally.states.map { ($0.key.rawValue, $0.value) }),
                seconds: (ContinuousClock.now - start).inSeconds,
                fingerprint: String(sum.fingerprint, radix: 16)
            )
        }
    }
}
