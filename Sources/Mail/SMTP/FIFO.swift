// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// First in, first out, without moving the rest when the first one leaves.
struct FIFO<Element: Sendable>: Sendable {
    /// Fewer than these at the front are not worth being closed up.
    private static var slack: Int { 64 }

    private var elements: [Element] = []
    private var start = 0

    var isEmpty: Bool { start == elements.count }
    var count: Int { elements.count - start }
    var first: Element? { isEmpty ? nil : elements[start] }
    var last: Element? { isEmpty ? nil : elements[elements.count - 1] }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = elements[start]
        start += 1
        if isEmpty {
            removeAll()
        } else if start >= Self.slack, start >= count {
            elements.removeSubrange(..<start)
            start = 0
        }
        return element
    }

    /// Changes the first element in its place; nothing where there is none.
    mutating func changeFirst(_ change: (inout Element) -> Void) {
        if !isEmpty { change(&elements[start]) }
    }

    /// Changes the last element in its place; nothing where there is none.
    mutating func changeLast(_ change: (inout Element) -> Void) {
        if !isEmpty { change(&elements[elements.count - 1]) }
    }

    mutating func removeAll() {
        elements.removeAll(keepingCapacity: true)
        start = 0
    }
}
