// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// What keeping book of recipients came to.
struct StorageReport: BenchReport {
    /// How it is kept.
    enum Kind: String, CaseIterable, Encodable {
        case leases = "shirase: slices leased, bitmaps"
        case batches = "a row each, 500 in a commit"
        case rows = "a row each, a commit each"
    }

    let recipients: Int
    let rounds: Int
    let hasPostgreSQL: Bool
    let rows: [Row]

    /// What one engine came to.
    struct Row: Encodable {
        let engine: String
        let kind: Kind
        /// The median of the rounds.
        let recipientsPerSecond: Double
        let slowest: Double
        let fastest: Double
        /// The median of the rounds' own ratios.
        let ratioToRows: Double

        init(engine: String, kind: Kind, measured: [Double], baseline: [Double]) {
            self.engine = engine
            self.kind = kind
            recipientsPerSecond = measured.median
            slowest = measured.min() ?? 0
            fastest = measured.max() ?? 0
            ratioToRows = zip(measured, baseline).map { $0 / $1 }.median
        }
    }

    func table() -> String {
        let widths = [13, 34, 14, 20, 0]
        var lines = [
            "Recipients claimed and recorded a second, of \(recipients), on disk and durable; medians of \(rounds) rounds by turns.",
            "",
            Self.line(["engine", "how", "recipients/s", "min-max", "x a row each"], widths),
        ]
        lines += rows.map { row in
            let cells = [
                row.engine, row.kind.rawValue, "\(Int(row.recipientsPerSecond))",
                "\(Int(row.slowest))-\(Int(row.fastest))", row.ratioToRows.fixed(1),
            ]
            return Self.line(cells, widths)
        }
        lines += [
            "",
            "Ours is the whole fan-out but for rendering and wire: slices claimed, addresses unsealed, each recipient handed out by",
            "itself and reported by itself, results recorded. The rows have an id and a state, and nothing is unsealed for them.",
        ]
        if !hasPostgreSQL { lines.append("PostgreSQL is not installed: apt-get install postgresql") }
        return lines.joined(separator: "\n")
    }
}
