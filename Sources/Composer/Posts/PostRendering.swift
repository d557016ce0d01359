// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Localization

/// An alert as one post, ready for a network.
public struct PostRendering: Sendable, Codable, Hashable {
    /// How much of a bound the post takes.
    public struct Size: Sendable, Codable, Hashable {
        /// What is counted.
        public let unit: PostLimit.Unit
        /// How much there is.
        public let used: Int
        /// How much there may be.
        public let most: Int
    }

    /// The language that it is written in.
    public let language: Language
    /// The text, in NFC, the link last.
    public let text: String
    /// By every bound of the network.
    public let sizes: [Size]
    /// Whether a sentence had to be shortened; the text then has an ellipsis.
    public let isShortened: Bool
    /// Whether the subject and the first sentences, which say what to do, are whole.
    public let isActionWhole: Bool
    /// How many parts at the end were left out.
    public let dropped: Int
}
