// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Measuring

/// What the making of mails came to.
struct ComposeReport: BenchReport {
    let rounds: Int
    /// Milliseconds until the first rendering can begin.
    let loadMilliseconds: Double
    let pythonLoadMilliseconds: Double
    let rows: [Row]

    /// - Parameter measured: a pair a round, none empty.
    init(rounds: Int, measured: [(python: Composing, ours: Composing)]) {
        self.rounds = rounds
        loadMilliseconds = measured.map { $0.ours.load * 1000 }.median
        pythonLoadMilliseconds = measured.map { $0.python.load * 1000 }.median
        let count = measured.first?.ours.rows.count ?? 0
        rows = (0..<count).map { index in
            Row(measured.map { (python: $0.python.rows[index], ours: $0.ours.rows[index]) })
        }
    }

    func table() -> String {
        let widths = [11, 9, 12, 9, 12, 9, 9, 11, 9, 10, 10, 0]
        var lines = [
            "The tsunami warning of the demonstration as mail, text and HTML, medians of \(rounds) rounds by turns.",
            "",
            Self.line(
                ["", "cold ms", "", "warm /s", "", "", "mails /s", "", "", "splice /s", "", ""],
                widths
            ),
            Self.line(
                [
                    "language", "shirase", "Jinja2", "shirase", "Jinja2", "x", "shirase", "Jinja2+", "x", "shirase",
                    "replace", "x",
                ],
                widths
            ),
        ]
        lines += rows.map { row in
            Self.line(
                [
                    row.tag, row.cold.ours.fixed(2), row.cold.python.fixed(2), "\(Int(row.warm.ours))",
                    "\(Int(row.warm.python))", row.warm.ratio.fixed(2), "\(Int(row.mail.ours))",
                    "\(Int(row.mail.python))", row.mail.ratio.fixed(1), "\(Int(row.splice.ours))",
                    "\(Int(row.splice.python))", row.splice.ratio.fixed(1),
                ],
                widths
            )
        }
        let splice = rows.map { 1e6 / $0.splice.ours }.median
        let email = rows.map { $0.splice.ours / $0.mail.python }.median
        lines += [
            "",
            "Before the first: \(Int(loadMilliseconds)) ms to read all phrases, templates and the city; Python "
                + "\(Int(pythonLoadMilliseconds)) ms to import and read the job.",
            "A recipient costs \(splice.fixed(2)) µs where the mail is ready: \(Int(email)) times as many a second as with a message",
            "of Python's email package for each.",
        ]
        return lines.joined(separator: "\n")
    }

    /// One language.
    struct Row: Encodable {
        /// Both contenders, and how many times ours is as fast: the median of the rounds' own ratios.
        struct Pair: Encodable {
            let ours: Double
            let python: Double
            let ratio: Double
        }

        let tag: String
        /// Milliseconds to the first rendering.
        let cold: Pair
        /// Renderings a second after that.
        let warm: Pair
        /// Whole messages a second: rendered, made into MIME, for one recipient each.
        let mail: Pair
        /// Recipients a second where the message is ready.
        let splice: Pair

        init(_ measured: [(python: Composing.Row, ours: Composing.Row)]) {
            tag = measured.first?.ours.tag ?? ""
            func pair(_ seconds: (Composing.Row) -> Double, _ unit: (Double) -> Double) -> Pair {
                Pair(
                    ours: measured.map { unit(seconds($0.ours)) }.median,
                    python: measured.map { unit(seconds($0.python)) }.median,
                    ratio: measured.map { seconds($0.python) / seconds($0.ours) }.median
                )
            }
            cold = pair(\.cold) { $0 * 1000 }
            warm = pair(\.warm) { 1 / $0 }
            mail = pair(\.mail) { 1 / $0 }
            splice = pair(\.splice) { 1 / $0 }
        }
    }
}
