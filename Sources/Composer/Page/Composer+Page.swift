// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

extension Composer {
    /// An alert as an HTML `article` to stand in any page: no script, no style, nothing fetched, no ids.
    ///
    /// - Parameters:
    ///   - headingLevel: the level of its title, from 1 to 5.
    ///   - previous: the alert before it in the chain.
    /// - Throws: `ComposerError.incomplete` where the language does not have every phrase ready.
    public func page(
        for alert: Alert,
        in language: Language,
        headingLevel: Int = 2,
        previous: Alert?
    ) throws(ComposerError) -> String {
        PageHTML(try text(of: alert, in: language, previous: previous), level: headingLevel).written
    }
}
