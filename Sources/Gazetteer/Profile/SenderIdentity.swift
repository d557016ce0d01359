// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// What the city signs its mail and its CAP messages with.
public struct SenderIdentity: Sendable, Hashable {
    /// From of alerts.
    public let alertAddress: String
    /// From of confirmations and other account mail, so that filters can tell the two apart.
    public let accountAddress: String
    /// The names beside the addresses, by language tag.
    public let displayNames: [String: String]
    /// The domain of the envelope senders, where bounces come back.
    public let bounceDomain: String
    /// The public pages; https, without a slash at the end.
    public let publicURL: URL
    /// The domain below which List-Ids stand (RFC 2919).
    public let listIdDomain: String
    /// CAP 1.2 `sender`: unique for ever, without spaces, commas, `<` and `&`.
    public let capSender: String

    /// The name beside the address for a reader of the language, by the rules of ``Area/name(in:)``.
    public func displayName(in tag: String) -> String {
        if let own = displayNames[tag] { return own }
        let japanese = displayNames["ja"] ?? ""
        return tag == "ja-simple" ? japanese : displayNames["en"] ?? japanese
    }
}
