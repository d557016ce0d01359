// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// What a run came to, for people and for machines.
struct Report: Encodable {
    let sink: String
    let octetsPerMessage: Int
    let rounds: Int
    let rows: [Row]

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func table() -> String {
        var lines = [
            "Mails of \(octetsPerMessage) octets, one recipient each, to \(sink); medians of \(rounds) rounds by turns.",
            "",
            Self.line("contender", "conn.", "messages/s", "min-max", "x smtp-source", "CPU us/message"),
        ]
        lines += rows.map { row in
            Self.line(
                row.contender,
                "\(row.connections)",
                "\(Int(row.messagesPerSecond))",
                "\(Int(row.slowest))-\(Int(row.fastest))",
                row.ratioToSMTPSource.formatted(.number.precision(.fractionLength(2))),
                row.processorMicroseconds.formatted(.number.precision(.fractionLength(1)))
            )
        }
        lines += [
            "",
            "Client and sink share the machine: trust ratios, not figures. Postfix's smtp-sink saturates at some 10 to 17",
            "thousand messages a second a command at a time, at about twice that pipelined, and is then what is measured;",
            "--sink names another. CPU is the contender's own, user and system, without the sink's.",
        ]
        return lines.joined(separator: "\n")
    }

    private static func line(_ cells: String...) -> String {
        zip(cells, [36, 7, 12, 15, 15, 0]).map { cell, width in
            cell + String(repeating: " ", count: max(0, width - cell.count))
        }.joined()
    }
}

/// What one contender came to over some connections.
struct Row: Encodable {
    let contender: String
    let connections: Int
    let messages: Int
    /// The median of the rounds.
    let messagesPerSecond: Double
    let slowest: Double
    let fastest: Double
    /// The median of the rounds' own ratios.
    let ratioToSMTPSource: Double
    /// The contender's own, user and system, a message.
    let processorMicroseconds: Double

    /// - Parameters:
    ///   - measured: one a round, none empty.
    ///   - baseline: what smtp-source came to in the same rounds.
    init(contender: String, connections: Int, messages: Int, measured: [Measured], baseline: [Measured]) {
        self.contender = contender
        self.connections = connections
        self.messages = messages
        let rates = measured.map { Double(messages) / $0.seconds }
        messagesPerSecond = rates.median
        slowest = rates.min() ?? 0
        fastest = rates.max() ?? 0
        ratioToSMTPSource = zip(baseline, measured).map { $0.seconds / $1.seconds }.median
        processorMicroseconds = measured.map { $0.processorSeconds / Double(messages) * 1_000_000 }.median
    }
}

extension [Double] {
    /// The middle value, of an even count the mean of both; 0 of nothing.
    var median: Double {
        guard !isEmpty else { return 0 }
        let ordered = sorted()
        return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }
}
