// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import Registry

extension Registry {
    /// Registers residents who do not exist, each for one topic in one city.
    func fill(_ count: Int, asking topic: (_ number: Int) -> Topic) throws {
        for start in stride(from: 0, to: count, by: 1_000) {
            let subscribers = (start..<min(start + 1_000, count)).map { number in
                let address = "resident-\(number)@example.jp"
                return Subscriber(
                    address: SubscriberAddress(wire: address, key: address, domain: "example.jp"),
                    language: .japanese,
                    subscriptions: [
                        Subscription(topic: topic(number), area: "1220300", threshold: Measure(rawValue: 3))
                    ]
                )
            }
            _ = try store(subscribers, now: Date())
        }
    }
}
