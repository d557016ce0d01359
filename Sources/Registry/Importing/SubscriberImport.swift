// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// Takes subscribers from a CSV file: good rows are kept, each bad one is reported by its line.
///
/// The first row names the columns, in any order; `email`, `language` and `topics` are required. Several values in one
/// field are parted by semicolons, bars or spaces.
///
/// | column | holds |
/// |---|---|
/// | `email` | the address |
/// | `language` | one of the sixteen tags |
/// | `topics` | topics that the city offers |
/// | `areas` | codes or names; empty for the whole city |
/// | `thresholds` | `topic=threshold`, for all areas of the row, or `topic@area=threshold` |
/// | `quiet` | quiet hours in Japan's time, `22:00-07:00`; empty for none |
///
/// A topic without a threshold gets the city's default. A topic that stands with areas in `thresholds` is meant in those
/// areas only, not in those of the row.
public struct SubscriberImport: Sendable {
    /// What came of a file.
    public struct Report: Sendable, Hashable {
        /// New subscribers.
        public var added = 0
        /// Known addresses whose language and subscriptions are now those of the file.
        public var replaced = 0
        /// Rows that were not taken, by line.
        public var faults: [ImportFault] = []
    }

    /// A thousand a transaction: four times faster than one by one, and each transaction stays short.
    static let batch = 1000
    /// 200 MB: two million rows.
    static let sizeLimit = 200 << 20

    private let registry: Registry
    private let rules: ImportRules

    /// An import into a registry under a city's rules.
    public init(into registry: Registry, rules: ImportRules) {
        self.registry = registry
        self.rules = rules
    }

    /// Reads a file's bytes.
    ///
    /// - Throws: `ImportFault` for a file without a usable first row, in which case nothing was stored, and storage errors.
    public func run(_ bytes: [UInt8], now: Date) throws -> Report {
        guard bytes.count <= Self.sizeLimit else {
            throw ImportFault(line: 1, "the file is larger than \(Self.sizeLimit >> 20) MiB; split it")
        }
        var reader = CSVReader(bytes)
        guard let first = reader.next() else { throw ImportFault(line: 1, "the file is empty") }
        let columns: SubscriberColumns
        switch first.content {
        case .fields(let header): columns = try SubscriberColumns(header: header, line: first.line)
        case .fault(let reason): throw ImportFault(line: first.line, "the first row cannot be read: \(reason)")
        }
        var report = Report()
        var seen: [String: Int] = [:]
        var batch: [(line: Int, subscriber: Subscriber)] = []
        while let record = reader.next() {
            switch record.content {
            case .fault(let reason): report.faults.append(ImportFault(line: record.line, reason))
            case .fields(let fields):
                do throws(ImportFault) {
                    let subscriber = try Subscriber(fields: fields, columns: columns, line: record.line, rules: rules)
                    if let earlier = seen.updateValue(record.line, forKey: subscriber.address.key) {
                        seen[subscriber.address.key] = earlier
                        throw ImportFault(line: record.line, "email: the same address stands on line \(earlier)")
                    }
                    batch.append((record.line, subscriber))
                } catch {
                    report.faults.append(error)
                }
            }
            if batch.count == Self.batch { try flush(&batch, into: &report, now: now) }
        }
        try flush(&batch, into: &report, now: now)
        report.faults.sort { $0.line < $1.line }
        return report
    }

    private func flush(
        _ batch: inout [(line: Int, subscriber: Subscriber)],
        into report: inout Report,
        now: Date
    ) throws {
        let stored = try registry.store(batch.map(\.subscriber), now: now)
        for (row, result) in zip(batch, stored) {
            switch result {
            case .added: report.added += 1
            case .replaced: report.replaced += 1
            case .refusedHasLeft:
                let reason = "email: its owner has left and alone may subscribe it again"
                report.faults.append(ImportFault(line: row.line, reason))
            }
        }
        batch.removeAll(keepingCapacity: true)
    }
}
