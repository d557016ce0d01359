// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Whether a phrase may be sent in a language.
public enum PhraseStatus: Hashable, Sendable {
    /// Translated from the present source.
    case ready
    /// Not translated.
    case missing
    /// Marked fuzzy, or translated from another source than the Japanese file has now.
    case fuzzy
}
