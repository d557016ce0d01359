// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// When a slice with recipients still open is tried again: 2 s, doubled each time, 10 minutes at most, with jitter.
///
/// The jitter of a quarter up or down keeps slices that failed together from coming back together.
public struct RetrySchedule: Sendable, Hashable {
    /// The first pause.
    public var first: Duration
    /// The longest pause.
    public var longest: Duration

    /// A schedule.
    public init(first: Duration = .seconds(2), longest: Duration = .seconds(600)) {
        self.first = first
        self.longest = longest
    }

    /// The pause after so many attempts.
    ///
    /// - Parameters:
    ///   - attempts: 1 after the first attempt.
    ///   - random: from 0 up to, not including, 1.
    public func pause(after attempts: Int, random: Double) -> Duration {
        let doubled = first * (1 << min(max(attempts - 1, 0), 20))
        return min(doubled, longest) * (0.75 + random / 2)
    }
}
