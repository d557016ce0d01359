// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why a text is not an e-mail address that this service can write to.
///
/// Messages never repeat the address; what was wrong is told by kind, so that they may be logged and shown.
public enum AddressError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing was given.
    case empty
    /// CR, LF, NUL or another control character, or a Unicode line separator.
    case controlCharacter
    /// A full-width form of an ASCII character, as Japanese input methods make.
    case fullWidthCharacter
    /// A local part with characters outside ASCII (SMTPUTF8, RFC 6531).
    case nonASCIILocalPart
    /// A domain with characters outside ASCII.
    case nonASCIIDomain
    /// No `@` between a local part and a domain.
    case missingAt
    /// A source route (`@relay:user@host`), a display name, angle brackets or a list.
    case notAMailbox
    /// A local part that is neither a dot-string nor a well-formed quoted string.
    case invalidLocalPart
    /// Dots at the ends or side by side in the local part, outside the carriers that once gave these out.
    case misplacedDot
    /// More than 64 octets before the `@`.
    case localPartTooLong
    /// More than 254 octets in all.
    case tooLong
    /// An address literal (`[192.0.2.1]`) where a domain name is wanted.
    case addressLiteral
    /// A domain without a dot.
    case unqualifiedDomain
    /// A domain that breaks the rules of host names.
    case invalidDomain

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .empty: "the address is empty"
        case .controlCharacter: "the address holds a line break or another control character"
        case .fullWidthCharacter: "the address holds full-width characters: write it in half-width ASCII"
        case .nonASCIILocalPart: "the part before @ holds characters outside ASCII, which is not supported yet"
        case .nonASCIIDomain: "the domain holds characters outside ASCII: write it in its xn-- form"
        case .missingAt: "the address has no @ with something on both sides"
        case .notAMailbox: "one bare address is wanted, without name, angle brackets, route or list"
        case .invalidLocalPart: "the part before @ holds a character that needs quoting, or its quoting is broken"
        case .misplacedDot: "the part before @ begins or ends with a dot or has two side by side"
        case .localPartTooLong: "the part before @ is longer than 64 octets"
        case .tooLong: "the address is longer than 254 octets"
        case .addressLiteral: "an IP address stands where a domain name is wanted"
        case .unqualifiedDomain: "the domain has no dot: a full domain name is wanted"
        case .invalidDomain: "the domain is not a valid host name"
        }
    }
}
