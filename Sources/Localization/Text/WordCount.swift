// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

/// How many words a text has (UAX #29); of languages without spaces, by ICU's dictionaries.
public enum WordCount {
    /// The words that have a letter or a digit; 0 where ICU's data are damaged.
    public static func words(_ text: String, in language: Language) -> Int {
        Int(max(0, text.withShimText { sicu_word_count($0, language.icuLocale) }))
    }
}
