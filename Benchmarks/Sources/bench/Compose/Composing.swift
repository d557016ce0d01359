// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What one run of a contender came to.
struct Composing: Codable {
    /// One language.
    struct Row: Codable {
        let tag: String
        /// Seconds to the first rendering: subject, text and HTML.
        let cold: Double
        /// Seconds a rendering after that.
        let warm: Double
        /// Seconds from the alert to the bytes of one recipient's message.
        let mail: Double
        /// Seconds a recipient where the message is ready but for them.
        let splice: Double
        /// SHA-256 of subject, text and HTML.
        let digest: String
        /// The message of one recipient.
        let message: String
    }

    /// Seconds to read what is needed before the first rendering.
    let load: Double
    let rows: [Row]
}
