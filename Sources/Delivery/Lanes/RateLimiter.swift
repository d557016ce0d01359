// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Keeps messages to a rate: the generic cell rate algorithm (ITU-T I.371, virtual scheduling).
///
/// In no stretch of the limit's period are more messages admitted than the limit says. A tenth of them may come at once,
/// the rest follow evenly; of a limit of three or more, one is kept for messages that nothing else may displace.
struct RateLimiter: Sendable, Hashable {
    /// From one message to the next, in nanoseconds.
    private let interval: Int64
    /// How far ahead of its time a message may come.
    private let tolerance: Int64
    private let reservedTolerance: Int64
    /// When the next message would be due if all came evenly.
    private var due = Int64.min

    init(_ limit: RateLimit) {
        let burst = max(1, limit.messages / 10)
        let reserve = limit.messages > 2 ? 1 : 0
        // Of any stretch the burst comes at once and the rest evenly: together no more than the limit.
        let evenly = max(1, limit.messages - (burst - 1) - reserve)
        // Rounded up, or the last of a stretch would come a nanosecond early.
        interval = (limit.period.nanoseconds + Int64(evenly) - 1) / Int64(evenly)
        tolerance = interval * Int64(burst - 1)
        reservedTolerance = interval * Int64(burst - 1 + reserve)
    }

    /// How long until a message is admitted; zero for now.
    ///
    /// - Parameter isReserved: whether it may take what is kept.
    func pause(at now: Duration, isReserved: Bool) -> Duration {
        guard due != .min else { return .zero }
        let early = due - (isReserved ? reservedTolerance : tolerance) - now.nanoseconds
        return .nanoseconds(max(0, early))
    }

    /// Notes a message that goes out now.
    mutating func admit(at now: Duration) {
        due = max(due, now.nanoseconds) + interval
    }
}

extension Duration {
    /// Whole nanoseconds; 292 years at most.
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
