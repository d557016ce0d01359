// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Registry

@testable import Delivery

extension LeasedSlice {
    enum Next: Equatable {
        case send(Int)
        /// All are handed out.
        case none
    }

    /// The next recipient to send to, as an outbox asks for it.
    mutating func next(now: Date, stopped: Bool, standing: (Subscriber.ID) -> Standing) -> Next {
        while let index = candidate(now: now, stopped: stopped) {
            if take(index, standing(members[index])) { return .send(index) }
        }
        return .none
    }
}
