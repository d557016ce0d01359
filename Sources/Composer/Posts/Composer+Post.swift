// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

extension Composer {
    /// An alert as one post.
    ///
    /// The text is plain: what a network reads as markup or as a mention is its adapter's to escape.
    ///
    /// - Parameters:
    ///   - limit: how much the network takes.
    ///   - link: where more is to be read; it stands whole at the end.
    ///   - previous: the alert before it in the chain.
    /// - Throws: `ComposerError.incomplete` where the language does not have every phrase ready: two languages do not fit
    ///   into one post, so none stands in.
    public func post(
        for alert: Alert,
        in language: Language,
        limit: PostLimit,
        link: PublicLink? = nil,
        previous: Alert?
    ) throws(ComposerError) -> PostRendering {
        PostDraft(try text(of: alert, in: language, previous: previous), limit: limit, link: link).rendering
    }
}
