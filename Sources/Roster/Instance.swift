// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// A process that serves the city.
public struct Instance: Sendable, Hashable {
    /// Its name: unique among all machines, and the same after a restart.
    public var name: String
    /// What tells this name's owner from another machine that was given the same name.
    public var token: String
    /// The machine.
    public var host: String
    /// What it does.
    public var roles: [String]
    /// The program's version.
    public var version: String

    /// A process that serves.
    public init(name: String, token: String, host: String, roles: [String], version: String) {
        self.name = name
        self.token = token
        self.host = host
        self.roles = roles
        self.version = version
    }
}

/// An instance as the roster knows it.
public struct RosterEntry: Sendable, Hashable, Encodable {
    /// How it is.
    public enum State: String, Sendable, Hashable, Encodable {
        /// It was heard of lately.
        case serving
        /// It ended by itself.
        case stopped
        /// Nothing was heard of it, and it did not say that it ends.
        case silent
    }

    /// Its name.
    public let name: String
    /// The machine.
    public let host: String
    /// What it does.
    public let roles: [String]
    /// The program's version.
    public let version: String
    /// When it began.
    public let startedAt: Date
    /// When it was last heard of.
    public let seenAt: Date
    /// How it is.
    public let state: State
    /// What it alone does now.
    public let duties: [String]
}
