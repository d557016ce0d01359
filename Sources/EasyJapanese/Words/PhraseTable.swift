// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Texts that are looked for at a place of another, the longest first.
struct PhraseTable<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        let text: [Character]
        var value: Value
    }

    private var entries: [Character: [Entry]] = [:]

    /// Adds a text; one that is there already keeps its value.
    mutating func add(_ text: String, _ value: Value) {
        guard let first = text.first else { return }
        let characters = Array(text)
        var list = entries[first] ?? []
        guard !list.contains(where: { $0.text == characters }) else { return }
        let place = list.firstIndex { $0.text.count < characters.count } ?? list.endIndex
        list.insert(Entry(text: characters, value: value), at: place)
        entries[first] = list
    }

    /// The texts that stand at a place, the longest first.
    func matches(in characters: [Character], at index: Int) -> [(range: Range<Int>, value: Value)] {
        guard let list = entries[characters[index]] else { return [] }
        return list.compactMap { entry in
            characters[index...].starts(with: entry.text) ? (index..<(index + entry.text.count), entry.value) : nil
        }
    }

    /// The longest text that stands at a place.
    func match(in characters: [Character], at index: Int) -> (range: Range<Int>, value: Value)? {
        guard let list = entries[characters[index]] else { return nil }
        for entry in list where characters[index...].starts(with: entry.text) {
            return (index..<(index + entry.text.count), entry.value)
        }
        return nil
    }

    /// All places of all texts, from the left, the longest at each place, none inside another.
    func matches(in characters: [Character]) -> [(range: Range<Int>, value: Value)] {
        var found: [(range: Range<Int>, value: Value)] = []
        var index = 0
        while index < characters.count {
            if let match = match(in: characters, at: index) {
                found.append(match)
                index = match.range.upperBound
            } else {
                index += 1
            }
        }
        return found
    }
}
