// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Localization

extension Composer {
    /// An alert as a script for a voice, each line ended by a line feed.
    ///
    /// - Parameter previous: the alert before it in the chain.
    /// - Throws: `ComposerError.incomplete` where the language does not have every phrase ready.
    public func speech(
        for alert: Alert,
        in language: Language,
        previous: Alert?
    ) throws(ComposerError) -> String {
        SpeechScript(try text(of: alert, in: language, previous: previous), words: spokenWords).written
    }
}
