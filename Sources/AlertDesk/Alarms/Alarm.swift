// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// Something that operators must look at; open until what caused it is over.
public struct Alarm: Sendable, Hashable, Codable {
    /// What sort of trouble.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Bulletins say different things of the same for too long.
        case disagreement
        /// A feed that should speak does not.
        case silentFeed = "silent-feed"
        /// A feed cannot be had.
        case failingFeed = "failing-feed"
        /// A station is missing, frozen or says what cannot be.
        case station
        /// An alert waits for officers.
        case waiting
        /// An alert that was approved for a time did not go out at it.
        case schedule
        /// A destination calls more recipients unknown than can be dead: it refuses the city.
        case refusedLane = "refused-lane"
        /// Something came that cannot be read.
        case unreadable
        /// More addresses than die in a day look dead: an operator confirms, or finds what is wrong.
        case massSuppression = "mass-suppression"
        /// After a long sleep, or on a copy that was put back, what was open is held until people decide.
        case paused
        /// A serving process is not heard of any more.
        case silentInstance = "silent-instance"
    }

    /// The sort.
    public var kind: Kind
    /// What it is about: an event, a feed, a station, an alert.
    public var subject: String
    /// What is wrong and what to do.
    public var message: String
    /// When it began.
    public var raisedAt: Date
    /// When it was over; nil while it is not.
    public var clearedAt: Date?

    /// An alarm.
    public init(kind: Kind, subject: String, message: String, raisedAt: Date, clearedAt: Date? = nil) {
        self.kind = kind
        self.subject = subject
        self.message = message
        self.raisedAt = raisedAt
        self.clearedAt = clearedAt
    }
}
