// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A link that stands whole at the end of a post and as a code on a poster.
public struct PublicLink: Sendable, Hashable, CustomStringConvertible {
    /// The URL; half of the smallest network's room, so that the words have the other.
    public static let longest = 150

    /// The URL.
    public let description: String

    /// Takes a URL that every network finds in a text: http or https with a host, plain ASCII, no brackets or quotes, no
    /// punctuation at its end, 150 characters at most. Anything else is nil.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.longest,
            text.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-]+(?::[0-9]+)?(?:[\/?#][A-Za-z0-9\-._~:\/?#@!$&*+,;=%]*)?/)
                != nil,
            let last = text.last, last.isLetter || last.isNumber || "/=&#-_".contains(last)
        else { return nil }
        description = text
    }
}
