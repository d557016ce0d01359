// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring
import Storage

/// A fan-out whose messages cost nothing beside queues that keep a row for each recipient, by turns on the same disk.
struct StorageComparison {
    var recipients = 200_000
    var rounds = 3

    func run() throws -> StorageReport {
        let scratch = try Scratch()
        let lite = try StorageCity(
            database: SQLiteDatabase(path: scratch.folder.appendingPathComponent("storage.sqlite").path),
            recipients: recipients,
            folder: scratch.folder.appendingPathComponent("sqlite")
        )
        var engines: [(name: String, city: StorageCity)] = [("SQLite", lite)]
        // Lives as long as its database is used.
        let server = PostgreSQLServer.isPresent ? try PostgreSQLServer() : nil
        if let server {
            let city = try StorageCity(
                database: PostgreSQLDatabase(url: server.make("storage")),
                recipients: recipients,
                folder: scratch.folder.appendingPathComponent("postgresql")
            )
            engines.append(("PostgreSQL", city))
        }
        var rows: [StorageReport.Row] = []
        for engine in engines {
            let queue = RowQueue(database: engine.city.database)
            var results: [StorageReport.Kind: [Double]] = [:]
            for round in 0...rounds {
                for kind in StorageReport.Kind.allCases {
                    let perSecond =
                        switch kind {
                        case .leases: try engine.city.fanout()
                        case .rows: try queue.run(batch: 1, seconds: 2)
                        case .batches: try queue.run(batch: 500, seconds: 2)
                        }
                    if round > 0 { results[kind, default: []].append(perSecond) }
                }
            }
            let baseline = results[.rows] ?? []
            rows += StorageReport.Kind.allCases.map {
                StorageReport.Row(engine: engine.name, kind: $0, measured: results[$0] ?? [], baseline: baseline)
            }
        }
        return StorageReport(recipients: recipients, rounds: rounds, hasPostgreSQL: server != nil, rows: rows)
    }
}
