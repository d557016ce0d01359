// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Delivery
import Foundation
import Registry

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Who got what, when, or why not.",
        subcommands: [Show.self, Verify.self]
    )

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows releases with their counts, or what one subscriber got."
        )

        @OptionGroup var options: ConfigurationOptions
        @Option(name: .long, help: "One alert's release.") var release: String?
        @Option(name: .long, help: "One subscriber, by mail address.") var subscriber: String?
        @Flag(help: "A JSON array.") var json = false

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                guard let subscriber else {
                    let accounts = try rooms.ledger.accounts(alert: release)
                    if release != nil, accounts.isEmpty {
                        throw Failure(.missingInput, "no release of that alert; `shirase status` lists the latest")
                    }
                    if json { return try Console.json(accounts) }
                    for account in accounts { Console.line(account.lines) }
                    return
                }
                let address: String
                do {
                    address = try City.subscriberAddress(subscriber).key
                } catch {
                    throw Failure(.badInput, "--subscriber: \(error)")
                }
                guard let id = try rooms.registry.subscriber(addressKey: address) else {
                    throw Failure(.missingInput, "that address is not subscribed and never was")
                }
                let entries = try rooms.ledger.entries(of: id)
                if json { return try Console.json(entries) }
                for entry in entries { Console.line(entry.line) }
                let pruned = try rooms.ledger.prunedReleases()
                if pruned > 0 {
                    Console.line("of \(pruned) older releases only the counts are kept (`ledger.days`)")
                }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Proves for every release that each of its audience has exactly one final state or is still open."
        )

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "One JSON object.") var json = false

        private struct Result: Encodable {
            let releases: Int
            /// Those among them of which only the counts are kept.
            let countsOnly: Int
            let faults: [String]
        }

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let faults = try rooms.ledger.verify()
                let releases = try rooms.ledger.count()
                let pruned = try rooms.ledger.prunedReleases()
                if json {
                    try Console.json(Result(releases: releases, countsOnly: pruned, faults: faults))
                } else {
                    let old = pruned > 0 ? " (\(pruned) by their counts alone)" : ""
                    Console.line("\(releases) releases\(old), \(faults.count) faults")
                    for fault in faults { Console.error(fault) }
                }
                if !faults.isEmpty { throw ExitCode(Failure.Code.failed.rawValue) }
            }
        }
    }
}

extension Ledger.Account {
    /// One line.
    var summary: String {
        let states = FinalState.allCases.compactMap { state -> String? in
            guard let count = settled[state.rawValue], count > 0 else { return nil }
            return "\(state.rawValue) \(count)"
        }
        let waiting = quiet > 0 ? " (\(quiet) until their quiet hours are over)" : ""
        var parts = states + (open > 0 ? ["open \(open)\(waiting)"] : []) + (stopReason.map { [$0] } ?? [])
        if pausedAt != nil { parts.append("paused") }
        if prunedAt != nil { parts.append("only these counts are kept") }
        return "\(alert) \(world) \(state): audience \(audience): \(parts.joined(separator: ", "))"
    }

    /// The line, and one for each lane and each language.
    var lines: String { summary + Self.lines(byLane) + Self.lines(byLanguage) }

    private static func lines(_ parts: [String: [String: Int]]) -> String {
        parts.sorted { $0.key < $1.key }.map { name, counts in
            let states = FinalState.allCases.compactMap { state -> String? in
                guard let count = counts[state.rawValue], count > 0 else { return nil }
                return "\(state.rawValue) \(count)"
            }
            return "\n  \(name): \(counts["total"] ?? 0): \(states.joined(separator: ", "))"
        }.joined()
    }
}

extension Ledger.Entry {
    /// One line: when it was released, in which language, what became of it and when, and what was said.
    var line: String {
        let said = [stage, code.map(String.init), enhanced, meaning, detail].compactMap { $0 }.joined(separator: " ")
        let doubt = isUncertain && state != FinalState.sent.rawValue ? "; it may have arrived" : ""
        return "\(releasedAt.formatted(.iso8601)) \(alert) \(language) \(lane): \(state)\(time)"
            + (said.isEmpty ? "" : " (\(said))") + doubt
    }

    /// A plain success has no time of its own: it stands between two of its slice.
    private var time: String {
        switch (since?.formatted(.iso8601), until?.formatted(.iso8601)) {
        case (let since?, let until?) where since != until: " between \(since) and \(until)"
        case (_, let until?): " at \(until)"
        case (let since?, nil): " after \(since)"
        case (nil, nil): ""
        }
    }
}
