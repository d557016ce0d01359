// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Measuring

/// What sending came to.
struct MailReport: BenchReport {
    let sink: String
    let octetsPerMessage: Int
    let rounds: Int
    let rows: [Row]

    func table() -> String {
        let widths = [68, 7, 12, 15, 15, 0]
        var lines = [
            "Mails of \(octetsPerMessage) octets, one recipient each, to \(sink); medians of \(rounds) rounds by turns.",
            "",
            Self.line(["contender", "conn.", "messages/s", "min-max", "x smtp-source", "CPU us/message"], widths),
        ]
        lines += rows.map { row in
            let cells = [
                row.contender, "\(row.connections)", "\(Int(row.messagesPerSecond))",
                "\(Int(row.slowest))-\(Int(row.fastest))", row.ratioToSMTPSource.fixed(2),
                row.processorMicroseconds.fixed(1),
            ]
            return Self.line(cells, widths)
        }
        lines += [
            "",
            "Client and sink share the machine: trust ratios, not figures. Postfix's smtp-sink saturates at some 10 to 17",
            "thousand messages a second a command at a time, at about twice that pipelined, and is then what is measured;",
            "--sink names another. CPU is the contender's own, user and system, without the sink's.",
        ]
        return lines.joined(separator: "\n")
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
}
