// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// Something done to the product, and what came of it.
protocol Experiment {
    /// - Parameter folder: for whatever it needs; removed afterwards.
    /// - Returns: one part of the page each.
    func run(_ program: Program, in folder: URL) throws -> [Section]
}

/// What a fan-out has to be seen from outside: who got what, over several lives of the service.
struct Delivered {
    private(set) var receipts: [Receipt]

    init(receipts: [Receipt] = []) { self.receipts = receipts }

    mutating func add(_ more: [Receipt]) { receipts += more }

    /// The receipts of each recipient of a release, in the order of time.
    func copies(of release: UInt32) -> [UInt32: [Receipt]] {
        Dictionary(grouping: receipts.filter { $0.release == release }, by: \.recipient)
            .mapValues { $0.sorted { $0.at < $1.at } }
    }

    /// Releases, by number.
    var releases: [UInt32] { Set(receipts.map(\.release)).sorted() }
}

/// Waits until something holds, looking again each millisecond; false where it did not in time.
func wait(milliseconds: Int, until holds: () -> Bool) -> Bool {
    let limit = monotonicNanoseconds() + UInt64(milliseconds) * 1_000_000
    while !holds() {
        guard monotonicNanoseconds() < limit else { return false }
        usleep(1_000)
    }
    return true
}
