// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

/// Unicode normalization (UAX #15) by ICU.
public enum Normalization {
    /// Canonical composition: the form in which text is stored and sent.
    public static func nfc(_ text: String) -> String {
        normalized(text, SICU_NFC)
    }

    /// Compatibility composition: the form in which text is compared, `ｱ` with `ア` and `１` with `1`.
    public static func nfkc(_ text: String) -> String {
        normalized(text, SICU_NFKC)
    }

    private static func normalized(_ text: String, _ form: sicu_normal_form) -> String {
        do {
            return try ICU.text { sink, context in
                text.withShimText { sicu_normalize($0, form, sink, context) }
            }
        } catch {
            preconditionFailure("ICU cannot normalize, its data are damaged (\(error)): reinstall libicu")
        }
    }
}
