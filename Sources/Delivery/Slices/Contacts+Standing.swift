// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Registry

extension Contacts {
    /// Whether a recipient can be written to at an instant.
    func standing(of member: Subscriber.ID, at now: Date) -> LeasedSlice.Standing {
        if unreadable.contains(member) { return .unreadable }
        guard reachable[member] != nil else { return .left }
        if unwilling.contains(member) { return .unwilling }
        if let end = quietHours[member]?.resumption(at: now) { return .quiet(until: end) }
        return .reachable
    }
}
