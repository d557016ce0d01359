// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// Why an alert may go out, and for exactly which content.
public struct Approval: Sendable, Hashable, Codable {
    /// Who let it go.
    public enum Authority: Sendable, Hashable, Codable {
        /// A rule of the city profile, by name: JMA telegrams issue alerts by themselves.
        case rule(String)
        /// Officers, by account; starting an alert needs two.
        case officers([String])
    }

    /// Who.
    public var authority: Authority
    /// When.
    public var at: Date
    /// SHA-256 of text, audience and channels, in hexadecimal: what goes out must have this hash (promise P8).
    public var contentHash: String

    /// An approval of content.
    public init(authority: Authority, at: Date, contentHash: String) {
        self.authority = authority
        self.at = at
        self.contentHash = contentHash
    }
}
