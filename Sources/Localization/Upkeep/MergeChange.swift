// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What bringing a file up to the Japanese one does to a phrase.
public struct MergeChange: Hashable, Sendable, Encodable {
    /// The kinds of change.
    public enum Kind: String, Sendable, Encodable {
        /// A new key, without a translation.
        case added
        /// A key that is there again, with the translation that it had.
        case revived
        /// The Japanese has changed: fuzzy, and sign-offs are void.
        case changed
        /// The key is gone; kept behind `#~`.
        case retired
        /// The key is gone, and so is the entry.
        case dropped
        /// Only comments of the Japanese file, or its order.
        case arranged
    }

    /// The phrase; none where the whole file is meant.
    public let key: String?
    /// What is done.
    public let kind: Kind
}

/// What bringing a file up to the Japanese one comes to.
public struct MergeOutcome: Sendable {
    /// The file, such as `Locales/alerts/en.po`.
    public let file: String
    /// Whether the file was not there before.
    public let isNew: Bool
    /// What is done, in the order of the file; nothing if the file stays as it is.
    public let changes: [MergeChange]
    /// What the file is to hold.
    let contents: POFile
    let language: Language
    let domain: CatalogDomain
}
