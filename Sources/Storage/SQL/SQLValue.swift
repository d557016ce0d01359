// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// A value bound to a statement or read from a row: what both engines can store.
public enum SQLValue: Sendable, Hashable, ExpressibleByNilLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral
{
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])

    /// SQL NULL.
    public init(nilLiteral: ()) { self = .null }
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// An integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// An integer.
    public init(_ value: Int) { self = .integer(Int64(value)) }
    /// An integer.
    public init(_ value: Int64) { self = .integer(value) }
    /// A text.
    public init(_ value: String) { self = .text(value) }
    /// A text or NULL.
    public init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    /// An integer or NULL.
    public init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    /// Bytes.
    public init(_ value: [UInt8]) { self = .bytes(value) }
    /// An instant, stored as whole milliseconds since 1970 (UTC), so that it sorts and compares in SQL.
    public init(_ value: Date) { self = .integer(Int64((value.timeIntervalSince1970 * 1000).rounded())) }
    /// An instant or NULL.
    public init(_ value: Date?) { self = value.map { SQLValue($0) } ?? .null }
}
