// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

extension Language {
    /// The plural keywords of the language by CLDR, `other` among them.
    ///
    /// - Parameter ordinal: those of places in a row (1st, 2nd) instead of those of numbers.
    func pluralKeywords(ordinal: Bool = false) -> Set<String> {
        var keywords: Set<String> = []
        let status = withUnsafeMutablePointer(to: &keywords) { slot in
            sicu_plural_keywords(
                icuLocale,
                ordinal,
                { context, utf8, length in
                    let keyword = String(decoding: UnsafeBufferPointer(start: utf8, count: length), as: UTF8.self)
                    context?.assumingMemoryBound(to: Set<String>.self).pointee.insert(keyword)
                },
                slot
            )
        }
        // Every pattern has `other`; where ICU's data are damaged no more is asked for.
        return status <= 0 ? keywords : ["other"]
    }
}
