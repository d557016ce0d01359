// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Composer
import Localization
import Synchronization

/// Phrases that were missing or stale, for the report at the end.
final class PhraseGaps: Sendable {
    private let found = Mutex<Set<PhraseGap>>([])

    func add(_ gaps: [PhraseGap]) {
        found.withLock { $0.formUnion(gaps) }
    }

    /// One line a language, naming its phrases; empty where nothing is missing.
    var report: [String] {
        let gaps = found.withLock { $0 }
        return Dictionary(grouping: gaps, by: \.language).sorted { $0.key < $1.key }.map { language, gaps in
            let keys = Set(gaps.map { $0.status == .fuzzy ? "\($0.key) (stale)" : $0.key }).sorted()
            return "\(language): \(keys.count) not ready: \(keys.joined(separator: " "))"
        }
    }
}
