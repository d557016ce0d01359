// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation

/// How fast a release goes, from one look at its account to the next.
struct ReleaseProgress {
    /// Looks further back say nothing of the rate now.
    private static let window: TimeInterval = 10

    private var earlier: [(at: Date, settled: Int)] = []

    /// One look.
    struct Look: Encodable, Equatable {
        let alert: String
        let state: String
        let audience: Int
        /// Those with a final state.
        let settled: Int
        let counts: [String: Int]
        /// Recipients settled a second, over the last ten; nil at the first look.
        let perSecond: Double?
        /// Seconds until all are settled at this rate; nil where that cannot be said.
        let secondsLeft: Double?
        let lanes: [String: Part]
        let languages: [String: Part]
    }

    /// A part of the audience.
    struct Part: Encodable, Equatable {
        let total: Int
        let settled: Int
        let failed: Int
    }

    mutating func look(at account: Ledger.Account, now: Date) -> Look {
        let settled = account.audience - account.open
        earlier.removeAll { now.timeIntervalSince($0.at) > Self.window || $0.at > now }
        var rate: Double?
        if let first = earlier.first, now > first.at {
            rate = Double(settled - first.settled) / now.timeIntervalSince(first.at)
        }
        earlier.append((now, settled))
        return Look(
            alert: account.alert,
            state: account.state,
            audience: account.audience,
            settled: settled,
            counts: account.settled,
            perSecond: rate,
            secondsLeft: rate.flatMap { $0 > 0 ? Double(account.open) / $0 : account.open == 0 ? 0 : nil },
            lanes: account.byLane.mapValues(Self.part),
            languages: account.byLanguage.mapValues(Self.part)
        )
    }

    private static func part(_ counts: [String: Int]) -> Part {
        Part(
            total: counts["total"] ?? 0,
            settled: FinalState.allCases.reduce(0) { $0 + (counts[$1.rawValue] ?? 0) },
            failed: counts[FinalState.failed.rawValue] ?? 0
        )
    }
}

extension ReleaseProgress.Look {
    /// A bar with rate and time left, then a bar for each lane and each language.
    func lines(columns: Int) -> [String] {
        let states = FinalState.allCases.compactMap { state -> String? in
            guard let count = counts[state.rawValue], count > 0 else { return nil }
            return "\(state.rawValue) \(count)"
        }
        var pace = ""
        if let perSecond { pace += "  \(Int(perSecond.rounded()))/s" }
        if let secondsLeft, state != "finished" { pace += "  \(Self.clock(secondsLeft)) left" }
        let head = [
            "\(alert)  \(state)", Self.bar(settled, audience, columns - 30) + "  \(settled) of \(audience)\(pace)",
            "  " + (states.isEmpty ? "nobody settled yet" : states.joined(separator: ", ")),
        ]
        return head + Self.parts(lanes, columns) + (languages.isEmpty ? [] : [""]) + Self.parts(languages, columns)
    }

    private static func parts(_ parts: [String: ReleaseProgress.Part], _ columns: Int) -> [String] {
        parts.sorted { $0.key < $1.key }.map { name, part in
            let label = name + String(repeating: " ", count: max(1, 12 - name.count))
            let failed = part.failed > 0 ? ", failed \(part.failed)" : ""
            return "  \(label)\(bar(part.settled, part.total, columns - 46))  \(part.settled) of \(part.total)\(failed)"
        }
    }

    private static func bar(_ part: Int, _ whole: Int, _ columns: Int) -> String {
        let width = max(10, columns)
        // Never full before all are settled.
        let filled = whole == 0 ? width : part >= whole ? width : min(width - 1, part * width / whole)
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]"
    }

    private static func clock(_ seconds: Double) -> String {
        let seconds = Int(min(seconds, 359_999).rounded(.up))
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return (seconds >= 3600 ? parts : Array(parts.dropFirst())).joined(separator: ":")
    }
}
