// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Yams

/// A place in a template file, with what is needed to tell a fault of it.
struct TemplateNode {
    let node: Node
    let path: String

    var line: Int? { node.mark?.line }

    var text: String? {
        guard case .scalar(let scalar) = node else { return nil }
        return scalar.string
    }

    /// The entries in the file's order; nil for what is no mapping.
    var entries: [(key: String, value: TemplateNode)]? {
        guard case .mapping(let mapping) = node else { return nil }
        return mapping.map { key, value in
            let name = key.string ?? "?"
            return (name, TemplateNode(node: value, path: path.isEmpty ? name : "\(path).\(name)"))
        }
    }

    /// The items; nil for what is no sequence.
    var items: [TemplateNode]? {
        guard case .sequence(let sequence) = node else { return nil }
        return sequence.enumerated().map { TemplateNode(node: $1, path: "\(path)[\($0)]") }
    }

    /// The texts of a list of scalars, or of one scalar.
    var texts: [TemplateNode]? {
        if text != nil { return [self] }
        guard let items, items.allSatisfy({ $0.text != nil }) else { return nil }
        return items
    }
}
