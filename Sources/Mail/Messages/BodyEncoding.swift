// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How a body crosses the wire, RFC 2045 section 6 and RFC 6152.
public enum BodyEncoding: String, Sendable, CaseIterable {
    /// UTF-8 as it is; for servers that offer 8BITMIME. A part with a line over 998 octets goes in base64 all the same.
    case eightBit
    /// Base64, which every server carries.
    case base64
}
