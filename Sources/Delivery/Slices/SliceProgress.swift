// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How far a slice has come: which of its recipients are settled, and how.
///
/// A pure value. It keeps that a recipient is settled once, and that the counts add up to the bits that are set.
struct SliceProgress: Sendable, Hashable {
    private(set) var bits: [UInt8]
    private(set) var counts: [FinalState: Int]
    let total: Int

    /// Nobody settled.
    init(total: Int) {
        self.total = total
        bits = [UInt8](repeating: 0, count: (total + 7) / 8)
        counts = [:]
    }

    /// Progress as stored; nil where bits and counts do not agree.
    init?(total: Int, bits: [UInt8], counts: [FinalState: Int]) {
        guard bits.count == (total + 7) / 8 else { return nil }
        self.total = total
        self.bits = bits
        self.counts = counts.filter { $0.value > 0 }
        guard bits.reduce(0, { $0 + $1.nonzeroBitCount }) == settled else { return nil }
        guard total.isMultiple(of: 8) || bits.last.map({ $0 >> (total % 8) == 0 }) ?? true else { return nil }
    }

    /// How many are settled.
    var settled: Int { counts.values.reduce(0, +) }

    /// Whether all are.
    var isComplete: Bool { settled == total }

    /// Whether one is.
    func isSettled(_ index: Int) -> Bool {
        bits[index >> 3] & (1 << (index & 7)) != 0
    }

    /// Settles one; false where it was settled before, in which case nothing changes.
    @discardableResult
    mutating func settle(_ index: Int, as state: FinalState) -> Bool {
        guard !isSettled(index) else { return false }
        bits[index >> 3] |= 1 << (index & 7)
        counts[state, default: 0] += 1
        return true
    }
}
