// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Yams

/// Which keys templates name, and which the code does.
///
/// In templates every text with a dot is a key, but for what stands behind `when`. In code a literal is one where its
/// first part is that of a key of the Japanese files; `"term.grade.\(name)"` stands for all that begin so.
struct PhraseUses {
    struct Refusal: Error {
        let message: String
    }

    /// The files that name a key, by key; those of templates.
    private(set) var files: [PhraseKey: [String]] = [:]
    /// Whether there was code to look at.
    private(set) var hasSources = false
    private var literals: Set<String> = []
    private var beginnings: Set<String> = []

    init(folder: URL) throws(Refusal) {
        let templates = folder.appendingPathComponent("Templates/alerts")
        for name in Self.names(in: templates) where name.hasSuffix(".yaml") {
            let file = "Templates/alerts/\(name)"
            guard let text = try? String(contentsOf: templates.appendingPathComponent(name), encoding: .utf8) else {
                throw Refusal(message: "\(file): cannot be read; is it UTF-8?")
            }
            guard let root = try? Yams.compose(yaml: text) else {
                throw Refusal(message: "\(file): no YAML; `shirase config check` says where")
            }
            collect(root, of: file)
        }
        let sources = folder.appendingPathComponent("Sources")
        for case let path as String in FileManager.default.enumerator(atPath: sources.path) ?? .init() {
            guard path.hasSuffix(".swift"),
                let text = try? String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
            else { continue }
            hasSources = true
            for match in text.matches(of: /"([a-z][a-z0-9-]*(?:\.[A-Za-z0-9-]+)*)(\.?)("|\\\()/) {
                if match.output.3 == "\"" {
                    literals.insert(String(match.output.1))
                } else if match.output.2 == "." {
                    beginnings.insert(match.output.1 + ".")
                }
            }
        }
    }

    /// Whether a template or the code uses a key.
    func covers(_ key: PhraseKey) -> Bool {
        files[key] != nil || literals.contains(key.rawValue) || beginnings.contains { key.rawValue.hasPrefix($0) }
    }

    private mutating func collect(_ node: Node, of file: String) {
        switch node {
        case .scalar(let scalar):
            guard scalar.string.wholeMatch(of: /[a-z][a-z0-9-]*(\.[A-Za-z0-9-]+)+/) != nil else { return }
            let key = PhraseKey(rawValue: scalar.string)
            if files[key]?.last != file { files[key, default: []].append(file) }
        case .mapping(let mapping):
            for (name, value) in mapping where name.string != "when" { collect(value, of: file) }
        case .sequence(let sequence):
            for item in sequence { collect(item, of: file) }
        case .alias:
            break
        }
    }

    private static func names(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }
}
