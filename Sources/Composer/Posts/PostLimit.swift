// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization

/// How much a post may hold, by the rule with which its network counts.
///
/// What is written here is what the networks say of themselves; where one does not say what a character is, the unit
/// that counts most stands here, so that nothing is refused for being too long.
public struct PostLimit: Sendable, Hashable, Codable {
    /// What is counted.
    public enum Unit: String, Sendable, Hashable, Codable {
        /// X: code points in NFC, most scripts 1, ideographs, kana, Hangul and emoji 2.
        case weighted
        /// Grapheme clusters, those that join consonants by a virama counted apart.
        case graphemes
        /// UTF-16 code units.
        case utf16
        /// Bytes of UTF-8.
        case bytes
    }

    /// So many of a unit.
    public struct Bound: Sendable, Hashable, Codable {
        /// What is counted.
        public let unit: Unit
        /// The most that there may be.
        public let most: Int

        /// A bound.
        public init(_ unit: Unit, _ most: Int) {
            self.unit = unit
            self.most = most
        }
    }

    /// All that hold at once.
    public let bounds: [Bound]
    /// What every URL counts as, however long it is; nil where it counts as it is written.
    public let perURL: Int?

    private init(_ bounds: [Bound], perURL: Int? = nil) {
        self.bounds = bounds
        self.perURL = perURL
    }

    /// X: 280 weighted, a URL 23 (twitter-text, configuration 3).
    public static let x = PostLimit([Bound(.weighted, 280)], perURL: 23)
    /// Bluesky: 300 graphemes and 3,000 bytes (lexicon app.bsky.feed.post); a URL counts as it is written.
    public static let bluesky = PostLimit([Bound(.graphemes, 300), Bound(.bytes, 3_000)])
    /// Mastodon, as instances are set up: 500 characters, a URL 23.
    public static let mastodon = PostLimit([Bound(.graphemes, 500)], perURL: 23)
    /// LINE: 5,000 in a text message, counted in UTF-16.
    public static let line = PostLimit([Bound(.utf16, 5_000)])
    /// Telegram: 4,096 after its entities are read.
    public static let telegram = PostLimit([Bound(.utf16, 4_096)])
    /// Slack cuts far later, but asks for no more than 4,000.
    public static let slack = PostLimit([Bound(.utf16, 4_000)])
    /// Discord: 2,000 in `content`.
    public static let discord = PostLimit([Bound(.utf16, 2_000)])
    /// ntfy: 4,096 bytes; what is longer becomes an attachment.
    public static let ntfy = PostLimit([Bound(.bytes, 4_096)])

    /// Mastodon by what an instance says: `max_characters` and `characters_reserved_per_url`.
    ///
    /// Nil where an instance leaves less than 100 characters beside a URL: no alert fits there.
    public static func mastodon(characters: Int, perURL: Int) -> PostLimit? {
        guard perURL > 0, characters >= 100, characters - perURL >= 100 else { return nil }
        return PostLimit([Bound(.graphemes, characters)], perURL: perURL)
    }

    /// Whether a text may be posted.
    public func admits(_ text: String) -> Bool {
        bounds.allSatisfy { used(of: $0, by: text) <= $0.most }
    }

    /// How much of a bound a text takes.
    public func used(of bound: Bound, by text: String) -> Int {
        PostCount(unit: bound.unit, perURL: perURL).count(Normalization.nfc(text))
    }
}
