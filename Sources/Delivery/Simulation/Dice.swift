// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A repeatable source of chance (SplitMix64): the same seed gives the same life.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class Dice: RandomNumberGenerator, @unchecked Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, 1.
    func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// Whether something happens that happens so often.
    func chance(_ share: Double) -> Bool { unit() < share }

    /// A whole number of a range.
    func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(unit() * Double(range.count)) }

    /// A time from one to another, to the millisecond.
    func time(_ range: ClosedRange<Int>) -> Duration { .milliseconds(number(range)) }

    /// One of several.
    func pick<Value>(_ values: [Value]) -> Value { values[number(0...(values.count - 1))] }
}
