// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Yams

/// Opens one YAML file of a profile.
///
/// A profile may come from strangers (a pull request, another city), so what YAML can do beyond plain data is refused: no
/// file over 1 MiB, no anchors and aliases (a few lines of them stand for gigabytes), one document, a mapping at the
/// top. libyaml itself stops at 1,000 levels.
enum ProfileFile {
    static let sizeLimit = 1 << 20

    /// The fields of the file; silent ones where it cannot be read, after the fault was noted.
    static func open(_ name: String, in directory: URL, faults: FaultList) -> Fields {
        guard let text = text(name, in: directory, faults: faults) else { return .silent }
        do {
            let parser = try Parser(yaml: text, resolver: .basic)
            guard let node = try parser.singleRoot() else {
                faults.add(name, "is empty")
                return .silent
            }
            // Nodes hold their anchors weakly; the parser keeps them.
            if let line = withExtendedLifetime(parser, { firstAnchor(in: node) }) {
                faults.add(name, line: line, "uses an anchor (&) or an alias (*); write the value out")
                return .silent
            }
            guard let fields = Fields(node, file: name, path: "", faults: faults) else {
                faults.add(name, line: node.mark?.line, "must hold keys and values at the top")
                return .silent
            }
            return fields
        } catch {
            let (line, problem) = explain(error)
            faults.add(name, line: line, problem)
            return .silent
        }
    }

    private static func text(_ name: String, in directory: URL, faults: FaultList) -> String? {
        let url = directory.appendingPathComponent(name)
        guard let handle = try? FileHandle(forReadingFrom: url) else {
            faults.add(name, "cannot be opened; a profile has all of its files")
            return nil
        }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: sizeLimit + 1) else {
            faults.add(name, "cannot be read, or is empty")
            return nil
        }
        guard data.count <= sizeLimit else {
            faults.add(name, "is larger than \(sizeLimit) bytes")
            return nil
        }
        guard let text = String(data: data, encoding: .utf8) else {
            faults.add(name, "is not UTF-8")
            return nil
        }
        return text
    }

    /// The line of the first anchor.
    ///
    /// Walks in the order of the document and never into an anchored node, so an alias is met only after its anchor has
    /// ended the walk.
    private static func firstAnchor(in node: Node) -> Int? {
        if node.anchor != nil { return node.mark?.line ?? 1 }
        switch node {
        case .scalar:
            return nil
        case .alias(let alias):
            return alias.mark?.line ?? 1
        case .sequence(let sequence):
            return sequence.lazy.compactMap(firstAnchor).first
        case .mapping(let mapping):
            return mapping.lazy.compactMap { firstAnchor(in: $0.key) ?? firstAnchor(in: $0.value) }.first
        }
    }

    private static func explain(_ error: any Error) -> (line: Int?, problem: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, "is not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            (context.mark.line, "names a key twice: \(keys.joined(separator: ", "))")
        case .reader(let problem, _, _, _):
            (nil, "is not valid YAML: \(problem)")
        default:
            (nil, "is not valid YAML")
        }
    }
}
