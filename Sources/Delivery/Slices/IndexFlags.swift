// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A set of places in a list whose length is known: a bit each.
struct IndexFlags: Sendable, Hashable {
    private var words: [UInt64]
    /// How many are in it.
    private(set) var count = 0

    /// None of so many.
    init(count: Int) {
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
    }

    /// Puts one in.
    mutating func insert(_ index: Int) {
        let bit = UInt64(1) << UInt64(index & 63)
        guard words[index >> 6] & bit == 0 else { return }
        words[index >> 6] |= bit
        count += 1
    }

    /// Takes one out; false where it was not in it.
    mutating func remove(_ index: Int) -> Bool {
        let bit = UInt64(1) << UInt64(index & 63)
        guard index >= 0, index >> 6 < words.count, words[index >> 6] & bit != 0 else { return false }
        words[index >> 6] &= ~bit
        count -= 1
        return true
    }
}
