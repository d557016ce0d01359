// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Measuring

/// Our SMTP session and our whole way beside Postfix's `smtp-source`, by turns over one connection and over ten.
struct MailComparison {
    /// Messages over ten connections; a fifth of it over one.
    var messages = 20_000
    /// Counted rounds; one more goes before them.
    var rounds = 5
    /// HOST:PORT of another sink than Postfix's smtp-sink.
    var sink: String?

    func run() throws -> MailReport {
        let sink = try Sink(at: sink)
        defer { sink.stop() }
        let mail = try BenchMail()
        let scratch = try Scratch()
        let cities = FanoutCities(scratch: scratch)
        let source = try SMTPSource(mail: mail, scratch: scratch)
        var rows: [MailReport.Row] = []
        for connections in [1, 10] {
            let count = connections == 1 ? messages / 5 : messages
            let contenders: [any Contender] = [
                source, SessionAlone(mail: mail), WholeFanout(mail: mail, cities: cities),
            ]
            var results: [[Measured]] = contenders.map { _ in [] }
            // By turns, so that a machine whose speed drifts is as kind to one as to the other.
            for round in 0...rounds {
                for (index, contender) in contenders.enumerated() {
                    let result = try contender.send(count, over: connections, to: sink)
                    if round > 0 { results[index].append(result) }
                }
            }
            for (index, contender) in contenders.enumerated() {
                rows.append(
                    MailReport.Row(
                        contender: contender.name,
                        connections: connections,
                        messages: count,
                        measured: results[index],
                        baseline: results[0]
                    )
                )
            }
        }
        return MailReport(sink: sink.name, octetsPerMessage: mail.sample.count, rounds: rounds, rows: rows)
    }
}
