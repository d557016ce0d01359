// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation

/// What the service says to one resident about their own registration.
public enum AccountMessage: Sendable, Hashable {
    /// What a resident has chosen.
    public struct Registration: Sendable, Hashable {
        /// In the order in which they are shown.
        public var topics: [Topic]
        /// None stands for the whole city.
        public var areas: [AreaCode]

        /// A choice.
        public init(topics: [Topic], areas: [AreaCode] = []) {
            self.topics = topics
            self.areas = areas
        }
    }

    /// Somebody asked for messages to this address. Nothing is sent to it until its owner follows the link.
    case confirmation(link: PublicLink, until: Date)
    /// The registration holds from now on; the link changes or ends it.
    case welcome(Registration, link: PublicLink)
    /// The registration was changed; the link changes it again.
    case changed(Registration, link: PublicLink)
    /// The registration is over, and this is the last mail; the link leads to the page to register.
    case stopped(link: PublicLink)

    /// The kinds, as phrases and commands name them.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// To be confirmed.
        case confirmation
        /// Registered.
        case welcome
        /// Changed.
        case changed
        /// Over.
        case stopped
    }

    /// Which of them it is.
    public var kind: Kind {
        switch self {
        case .confirmation: .confirmation
        case .welcome: .welcome
        case .changed: .changed
        case .stopped: .stopped
        }
    }
}
