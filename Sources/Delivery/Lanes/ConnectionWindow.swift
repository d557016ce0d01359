// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How many connections a lane may have: few at first, one more for each message that is accepted, half after a refusal
/// for haste.
struct ConnectionWindow: Sendable, Hashable {
    /// Connections before anything is known.
    static let initial = 2
    /// Refusals that belong together: what was on the wire when the first came.
    static let deaf = Duration.seconds(1)

    let most: Int
    private(set) var size: Int
    /// From here on it grows by one for as many messages as there are connections: what was too many once.
    private var threshold: Int
    private var accepted = 0
    private var lastShrunk: Duration?

    init(most: Int) {
        self.most = most
        size = min(Self.initial, most)
        threshold = most
    }

    mutating func grow() {
        guard size < most else { return }
        accepted += 1
        guard size < threshold || accepted >= size else { return }
        size += 1
        accepted = 0
    }

    mutating func shrink(at now: Duration) {
        if let lastShrunk, now - lastShrunk < Self.deaf { return }
        lastShrunk = now
        size = max(1, size / 2)
        threshold = size
        accepted = 0
    }
}
