// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser

/// What `render` can write an alert as.
enum RenderShape: String, ExpressibleByArgument, CaseIterable {
    /// The text of a mail, with its subject.
    case text
    /// The HTML of a mail.
    case html
    /// The whole message.
    case mail
    /// A post for a network.
    case post
    /// A script for a voice.
    case speech
    /// An `article` for any page.
    case page
    /// A sheet of paper.
    case poster
    /// A CAP document of all languages.
    case cap

    /// Whether it is of one language.
    var isOfOneLanguage: Bool { self != .poster && self != .cap }
}
