// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What a spreadsheet takes for a formula, and the apostrophe that keeps it from doing so.
///
/// Apostrophes are allowed at the beginning of an address, so one more is put before those only that stand before what
/// looks like a formula: `arm` undoes `disarm` for every text.
enum Formula {
    static func disarm(_ text: String) -> String {
        isArmed(text.drop { $0 == "'" }) ? "'" + text : text
    }

    static func arm(_ text: String) -> String {
        text.hasPrefix("'") && isArmed(text.drop { $0 == "'" }) ? String(text.dropFirst()) : text
    }

    private static func isArmed(_ text: Substring) -> Bool {
        text.first.map { "=+-@\t\r".contains($0) } ?? false
    }
}
