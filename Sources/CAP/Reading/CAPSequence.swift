// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import SafeXML

/// The elements that an element of CAP may hold, in their order (the schema's `sequence`).
struct CAPSequence {
    struct Item {
        let name: String
        let least: Int
        let most: Int
    }

    let items: [Item]

    /// Written as `name`, `name?`, `name*`, `name+`.
    init(_ pattern: String) {
        items = pattern.split(separator: " ").map { word in
            switch word.last {
            case "?": Item(name: String(word.dropLast()), least: 0, most: 1)
            case "*": Item(name: String(word.dropLast()), least: 0, most: .max)
            case "+": Item(name: String(word.dropLast()), least: 1, most: .max)
            default: Item(name: String(word), least: 1, most: 1)
            }
        }
    }

    /// Checks order and number; elements of other namespaces (a signature) may stand at the end.
    func check(_ element: MarkupElement) throws(CAPError) {
        var place = 0
        var count = 0
        for child in element.children where child.namespace == element.namespace {
            while place < items.count, items[place].name != child.name {
                if count < items[place].least {
                    throw CAPError(
                        "<\(child.name)> stands where <\(items[place].name)> is due in <\(element.name)>",
                        line: child.line
                    )
                }
                place += 1
                count = 0
            }
            guard place < items.count else {
                let isKnown = items.contains { $0.name == child.name }
                throw CAPError(
                    isKnown
                        ? "<\(child.name)> stands out of order in <\(element.name)>; CAP wants: "
                            + items.map(\.name).joined(separator: ", ")
                        : "<\(child.name)> is no element of CAP's <\(element.name)>",
                    line: child.line
                )
            }
            count += 1
            guard count <= items[place].most else {
                throw CAPError("<\(child.name)> stands twice in <\(element.name)>", line: child.line)
            }
        }
        for item in items[min(place, items.count)...] {
            guard count >= item.least else {
                throw CAPError("<\(element.name)> has no <\(item.name)>", line: element.line)
            }
            count = 0
        }
    }
}
