// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation

/// Messages per second to an SMTP sink on this machine: ours beside Postfix's `smtp-source`, by turns in one run.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures the SMTP session and the whole fan-out beside Postfix's smtp-source."
    )

    @Option(help: "Messages over ten connections; a fifth of it over one.") var messages = 20_000
    @Option(help: "Counted rounds; one more goes before them.") var rounds = 5
    @Option(help: "HOST:PORT of another sink than Postfix's smtp-sink.") var sink: String?
    @Flag(help: "One JSON object instead of the table.") var json = false

    func run() throws {
        let sink = try Sink(at: sink)
        defer { sink.stop() }
        let mail = try BenchMail()
        var rows: [Row] = []
        for connections in [1, 10] {
            let count = connections == 1 ? messages / 5 : messages
            let contenders: [any Contender] = [
                SMTPSource(bodySize: mail.size),
                SessionAlone(mail: mail),
                WholeFanout(mail: mail),
            ]
            var rates = contenders.map { _ in [Double]() }
            var processor = contenders.map { _ in [Double]() }
            // By turns, so that a machine whose speed drifts is as kind to one as to the other.
            for round in 0...rounds {
                for (index, contender) in contenders.enumerated() {
                    let result = try contender.send(count, over: connections, to: sink)
                    if round > 0 {
                        rates[index].append(Double(count) / result.seconds)
                        processor[index].append(result.processorSeconds / Double(count) * 1_000_000)
                    }
                }
            }
            for (index, contender) in contenders.enumerated() {
                rows.append(
                    Row(
                        contender: contender.name,
                        connections: connections,
                        messages: count,
                        messagesPerSecond: rates[index].median,
                        slowest: rates[index].min() ?? 0,
                        fastest: rates[index].max() ?? 0,
                        ratioToSMTPSource: zip(rates[index], rates[0]).map { $0 / $1 }.median,
                        processorMicroseconds: processor[index].median
                    )
                )
            }
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            print(String(decoding: try encoder.encode(rows), as: UTF8.self))
        } else {
            print(Row.table(rows, mailSize: mail.size, rounds: rounds, sink: sink.name))
        }
    }
}

/// What one contender came to over some connections.
struct Row: Encodable {
    let contender: String
    let connections: Int
    let messages: Int
    let messagesPerSecond: Double
    let slowest: Double
    let fastest: Double
    /// Pair by pair within each round, the median.
    let ratioToSMTPSource: Double
    /// The contender's own, user and system, a message.
    let processorMicroseconds: Double

    static func table(_ rows: [Row], mailSize: Int, rounds: Int, sink: String) -> String {
        func cell(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        var lines = [
            "mails of \(mailSize) octets, one recipient each, to \(sink); medians of \(rounds) rounds by turns", "",
            cell("contender", 44) + cell("conn.", 7) + cell("messages/s", 12) + cell("min-max", 18)
                + cell("x smtp-source", 15) + "CPU us/message",
        ]
        for row in rows {
            lines.append(
                cell(row.contender, 44) + cell("\(row.connections)", 7) + cell("\(Int(row.messagesPerSecond))", 12)
                    + cell("\(Int(row.slowest))-\(Int(row.fastest))", 18)
                    + cell(row.ratioToSMTPSource.formatted(.number.precision(.fractionLength(2))), 15)
                    + row.processorMicroseconds.formatted(.number.precision(.fractionLength(1)))
            )
        }
        lines += [
            "",
            "Postfix's smtp-sink takes some 10,000 to 30,000 messages a second on two cores and is then what is measured;",
            "client and sink share the machine. Trust ratios, not figures.",
        ]
        return lines.joined(separator: "\n")
    }
}

extension [Double] {
    /// The middle value; of an even count the lower of the two.
    var median: Double { isEmpty ? 0 : sorted()[(count - 1) / 2] }
}
