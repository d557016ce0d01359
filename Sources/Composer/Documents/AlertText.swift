// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization

/// A document, and what shapes other than mail want to know of it beside its words.
struct AlertText {
    let document: Document
    /// The subject with the readings that the document's own leaves out.
    let subject: RubyText
    /// What the alert's dates are called in its sentences, the longest first; a name that two dates share is none.
    let times: [(words: RubyText, date: Date)]
    /// Names of places in Japanese and how they are read, the longest first.
    let readings: [(name: String, reading: String)]
    /// The sentence that no native has read the text yet; nil where one has.
    let caution: RubyText?
}
