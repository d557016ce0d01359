// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Crypto
import Foundation
import Intake
import Measuring

/// Our contender: what `IntakeComparison` starts.
struct ReadTelegrams: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read-telegrams",
        abstract: "Reads the telegrams that standard input names, one path a line.",
        shouldDisplay: false
    )

    @Option(help: "How often each is read.") var passes = 1
    @Flag(help: "The facts, one line a telegram, instead of what it took.") var facts = false

    func run() throws {
        var documents: [(name: String, bytes: Data)] = []
        while let path = readLine() {
            let file = URL(fileURLWithPath: path)
            documents.append((file.lastPathComponent, try Data(contentsOf: file)))
        }
        let reader = TelegramReader()
        let filter = CityFilter(scope: BenchCity.scope)
        var lines: [String] = []
        let start = ContinuousClock.now
        for _ in 0..<passes {
            lines.removeAll(keepingCapacity: true)
            for (name, bytes) in documents {
                guard let telegram = try? reader.read(bytes) else {
                    lines.append("\(name)|unreadable")
                    continue
                }
                let concern = filter.decide(telegram)
                lines.append("\(name)|\(TelegramFacts(telegram, concern).line)")
            }
        }
        let elapsed = ContinuousClock.now - start
        if facts { return lines.forEach { print($0) } }
        let digest = SHA256.hash(data: Data(lines.joined(separator: "\n").utf8))
        let reading = Reading(
            telegrams: lines.count * passes,
            seconds: elapsed.inSeconds,
            peak: try Self.peak(),
            digest: digest.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
        )
        print(String(decoding: try JSONEncoder().encode(reading), as: UTF8.self))
    }

    /// VmHWM. Not ru_maxrss, which begins with the peak of the process that started this one.
    private static func peak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let peak = status.firstMatch(of: /VmHWM:\s*(\d+) kB/).flatMap({ Int($0.1) }) else {
            throw BenchError(description: "/proc/self/status tells no VmHWM")
        }
        return peak
    }
}
