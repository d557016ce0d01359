// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

/// An address with a language and subscriptions; the city knows no more of a person.
public struct Subscriber: Sendable, Hashable {
    /// A subscriber's number in this registry.
    public struct ID: RawRepresentable, Sendable, Hashable, Codable, Comparable {
        /// The number.
        public let rawValue: Int64

        /// A number as stored.
        public init(rawValue: Int64) {
            self.rawValue = rawValue
        }

        /// Orders by number.
        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    /// Where to write to.
    public var address: SubscriberAddress
    /// What to write in.
    public var language: Language
    /// What to write about.
    public var subscriptions: [Subscription]
    /// When not to write what can wait; nil for none.
    public var quiet: QuietHours?

    /// A subscriber.
    public init(
        address: SubscriberAddress,
        language: Language,
        subscriptions: [Subscription],
        quiet: QuietHours? = nil
    ) {
        self.address = address
        self.language = language
        self.subscriptions = subscriptions
        self.quiet = quiet
    }
}

/// One topic in one area, from a least measure on.
public struct Subscription: Sendable, Hashable {
    /// What.
    public var topic: Topic
    /// Where: an area and all that lies in it.
    public var area: AreaCode
    /// The least measure that the resident wants to hear of, on the topic's scale.
    public var threshold: Measure

    /// A subscription.
    public init(topic: Topic, area: AreaCode, threshold: Measure) {
        self.topic = topic
        self.area = area
        self.threshold = threshold
    }
}

/// A checked mail address, as the mail room reads it; the registry does not judge addresses itself.
public struct SubscriberAddress: Sendable, Hashable {
    /// As it is written in a recipient command.
    public var wire: String
    /// The same for two spellings of one mailbox: what an address is found again by.
    public var key: String
    /// The mail domain in lower case: what lanes are made of.
    public var domain: String

    /// A checked address.
    public init(wire: String, key: String, domain: String) {
        self.wire = wire
        self.key = key
        self.domain = domain
    }
}
