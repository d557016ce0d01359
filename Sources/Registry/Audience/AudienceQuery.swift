// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

public import struct Foundation.Date

/// Who is meant: topic and area and threshold. No areas mean nobody (promise P5).
public struct AudienceQuery: Sendable, Hashable, Codable {
    /// The topic that they ticked.
    public var topic: Topic
    /// The alert's areas and all that contain them or lie in them.
    public var areas: Set<AreaCode>
    /// How strong the event is at its worst: thresholds up to this are met.
    public var measure: Measure

    /// An audience.
    public init(topic: Topic, areas: Set<AreaCode>, measure: Measure) {
        self.topic = topic
        self.areas = areas
        self.measure = measure
    }
}

/// The part of an audience that shares a language, a mail domain and the end of its quiet hours; ids ascend.
public struct AudienceGroup: Sendable, Hashable {
    /// The language to write in.
    public var language: String
    /// The mail domain, in lower case.
    public var domain: String
    /// Who.
    public var members: [Subscriber.ID]
    /// When their quiet hours are over; nil where they may be written to now.
    public var notBefore: Date?

    /// A group.
    public init(language: String, domain: String, members: [Subscriber.ID], notBefore: Date? = nil) {
        self.language = language
        self.domain = domain
        self.members = members
        self.notBefore = notBefore
    }
}

/// What is known of recipients when they are about to be sent to; who is in none of these has left.
public struct Contacts: Sendable {
    /// Those who can be written to.
    public var reachable: [Subscriber.ID: Contact] = [:]
    /// Those still subscribed whose stored address does not open.
    public var unreadable: Set<Subscriber.ID> = []
    /// Those still subscribed, but no longer to this topic, in this area, from this threshold on.
    public var unwilling: Set<Subscriber.ID> = []
    /// The quiet hours of those who can be written to, where they count and there are any.
    public var quietHours: [Subscriber.ID: QuietHours] = [:]

    /// Nobody.
    public init() {}
}

/// What a sender must know of one recipient; lives only as long as the sending.
public struct Contact: Sendable {
    /// Who.
    public let id: Subscriber.ID
    /// The address as written in a recipient command.
    public let address: String
    /// What stands for them where the address must not.
    public let marks: SubscriberMarks
    /// The stable name that says nothing of the address.
    public var pseudonym: String { marks.pseudonym }
    /// The secret part of the recipient's unsubscribe link.
    public var token: String { marks.token }

    /// A contact.
    public init(id: Subscriber.ID, address: String, marks: SubscriberMarks) {
        self.id = id
        self.address = address
        self.marks = marks
    }
}
