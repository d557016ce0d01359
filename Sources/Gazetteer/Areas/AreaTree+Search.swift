// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// An area as the search sees it: every spelling of it, folded.
struct SearchEntry: Sendable {
    let code: AreaCode
    let keys: Set<String>

    init(_ area: Area) {
        code = area.id
        var spellings = Array(area.names.values) + area.aliases
        spellings += [area.reading, area.romaji, area.postalCode, area.school?.officialName].compactMap { $0 }
        keys = Set(spellings.map(SearchKey.fold))
    }

    /// 0 for the whole of a spelling, 1 for its beginning, 2 for a part; nil for none.
    func rank(of key: String) -> Int? {
        if keys.contains(key) { return 0 }
        if keys.contains(where: { $0.hasPrefix(key) }) { return 1 }
        if keys.contains(where: { $0.contains(key) }) { return 2 }
        return nil
    }
}

extension AreaTree {
    /// The areas that a person may mean by `text`, the closest first, then in the order of the profile.
    ///
    /// Names in any language, readings, romaji and postal codes are looked through. Width, case, hiragana or katakana,
    /// spaces, macrons and the ways to write a long vowel (Kōya, Koya, Kouya) make no difference. Empty text finds
    /// nothing.
    public func search(_ text: String, kinds: Set<Area.Kind> = Set(Area.Kind.allCases), limit: Int = 20) -> [Area] {
        let key = SearchKey.fold(String(text.prefix(SearchKey.longestQuery)))
        guard !key.isEmpty, limit > 0 else { return [] }
        var byRank: [[Area]] = [[], [], []]
        for entry in index {
            guard let rank = entry.rank(of: key), let area = self[entry.code], kinds.contains(area.kind) else {
                continue
            }
            byRank[rank].append(area)
        }
        return Array(byRank.joined().prefix(limit))
    }
}
