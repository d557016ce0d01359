// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Localization

/// An alert on a sheet of paper.
public struct PosterRendering: Sendable, Hashable {
    /// The languages that are on it, in order.
    public let languages: [Language]
    /// A whole HTML document for print on A4 that fetches nothing.
    public let html: String
    /// The phrases because of which languages were left out.
    public let missing: [PhraseGap]
}
