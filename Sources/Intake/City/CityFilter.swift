// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// Decides whether a telegram concerns the city, and says so in the city's terms.
///
/// It knows one telegram at a time. Whether a report brings anything new is the alert desk's to say, and so is whether
/// anything was ever announced of what a withdrawal withdraws.
public struct CityFilter: Sendable {
    let scope: CityScope

    /// A filter for a city.
    public init(scope: CityScope) {
        self.scope = scope
    }

    /// Says what a telegram means for the city, or why nothing.
    public func decide(_ telegram: Telegram) -> Concern {
        let envelope = telegram.envelope
        if let body = telegram.body as? any ReadableBody { return body.concern(envelope, in: scope) }
        guard let kind = BulletinKind.find(title: TelegramKind.halfWidth(envelope.title)) else {
            return .notConcerned(reason: "\"\(envelope.kind.name)\" is not a kind of bulletin that is read; it is kept")
        }
        if let fault = telegram.fault {
            return .notConcerned(reason: "\(kind.name) has a form that is not known, so it is only kept: \(fault)")
        }
        return kind.withdrawal(envelope, scope)
    }
}
