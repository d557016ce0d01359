// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Keeps off a relay that does not answer: after some failures in a row it is left alone for a while, then tried by one
/// connection.
struct Breaker: Sendable, Hashable {
    /// Failures in a row that open it.
    static let limit = 3

    private let schedule: RetrySchedule
    private var failures = 0
    private var closedAt = Duration.zero
    private var isTrying = false

    /// - Parameter schedule: how long the relay is left alone, by how often that was in vain.
    init(schedule: RetrySchedule) {
        self.schedule = schedule
    }

    /// Whether it is left alone or being tried.
    var isOpen: Bool { failures >= Self.limit }

    /// How long until a connection may be tried; zero for now, nil while another one is trying.
    func pause(at now: Duration) -> Duration? {
        guard isOpen else { return .zero }
        guard !isTrying else { return nil }
        return max(.zero, closedAt - now)
    }

    /// Notes that a connection is tried.
    mutating func begin() {
        if isOpen { isTrying = true }
    }

    /// Notes that something was accepted.
    mutating func succeed() {
        failures = 0
        isTrying = false
    }

    /// Notes that a trial ended with nothing to tell: neither refused nor used.
    mutating func abandon() { isTrying = false }

    /// Notes a connection that could not be had or broke.
    ///
    /// Once it is open only the trial counts: where a relay restarts, all its connections break at once, and those that
    /// were begun before tell nothing new.
    ///
    /// - Parameter random: from 0 up to, not including, 1.
    mutating func fail(at now: Duration, random: Double) {
        guard !isOpen || isTrying else { return }
        failures += 1
        isTrying = false
        guard isOpen else { return }
        closedAt = now + schedule.pause(after: failures - Self.limit + 1, random: random)
    }
}
