// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The elements of a document that is being read, in its order: of those that are closed only the outermost.
///
/// An element stays where it was opened until its parent closes. Then it moves into an array that has just the room for all
/// children; one that grew child by child would take a block of memory for each step.
struct ElementStack: ~Copyable {
    private var elements = UnsafeMutablePointer<MarkupElement>.allocate(capacity: 64)
    private var capacity = 64
    private(set) var count = 0

    deinit {
        elements.deinitialize(count: count)
        elements.deallocate()
    }

    /// One of the elements, as far as it is read.
    subscript(place: Int) -> MarkupElement {
        precondition((0..<count).contains(place), "there are only \(count) elements")
        return elements[place]
    }

    /// Opens an element inside that which was opened last and is not closed; its place is the `count` from before.
    mutating func open(_ element: consuming MarkupElement) {
        if count == capacity {
            let larger = UnsafeMutablePointer<MarkupElement>.allocate(capacity: 2 * capacity)
            larger.moveInitialize(from: elements, count: count)
            elements.deallocate()
            elements = larger
            capacity *= 2
        }
        (elements + count).initialize(to: element)
        count += 1
    }

    /// Adds text to an element that is open, unless it would have more bytes than a limit; says whether it has not.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, to place: Int, limit: Int) -> Bool {
        precondition((0..<count).contains(place), "there are only \(count) elements")
        let isFirst = elements[place].text.isEmpty
        // The white space between tags is most of a telegram's text, and nobody's value.
        if isFirst, text.allSatisfy({ $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }) { return true }
        guard elements[place].text.utf8.count + text.count <= limit else { return false }
        if isFirst {
            elements[place].text = String(decoding: text, as: UTF8.self)
        } else {
            elements[place].text += String(decoding: text, as: UTF8.self)
        }
        return true
    }

    /// Closes an element: all behind it are its children.
    mutating func close(_ place: Int) {
        precondition((0..<count).contains(place), "there are only \(count) elements")
        let first = elements + place + 1
        let children = count - place - 1
        guard children > 0 else { return }
        count = place + 1
        elements[place].children = Array(unsafeUninitializedCapacity: children) { buffer, initialized in
            buffer.baseAddress?.moveInitialize(from: first, count: children)
            initialized = children
        }
    }
}
