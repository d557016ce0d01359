// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Yams

/// The keys and values of one mapping, read with their places.
///
/// Each reading method returns a harmless value after it has noted a fault; nothing of it escapes, since a profile with
/// faults is never handed out. The fields of something that is missing are silent: one fault for it is enough.
struct Fields {
    /// The longest text a profile needs, in characters.
    static let longestText = 300
    /// The most entries of one list: no city has more towns.
    static let longestList = 5_000

    let file: String
    let path: String
    let line: Int?
    private let entries: [String: (line: Int?, node: Node)]
    private let faults: FaultList?

    static var silent: Fields { Fields() }

    private init() {
        (file, path, line, entries, faults) = ("", "", nil, [:], nil)
    }

    init?(_ node: Node, file: String, path: String, faults: FaultList) {
        guard case .mapping(let mapping) = node else { return nil }
        var entries: [String: (line: Int?, node: Node)] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                faults.add(file, line: key.mark?.line, key: path, "a key must be plain text")
                continue
            }
            entries[name] = (key.mark?.line, value)
        }
        (self.file, self.path, self.line) = (file, path, mapping.mark?.line)
        (self.entries, self.faults) = (entries, faults)
    }

    var keys: [String] {
        entries.sorted { ($0.value.line ?? 0, $0.key) < ($1.value.line ?? 0, $1.key) }.map(\.key)
    }

    func has(_ key: String) -> Bool {
        entries[key] != nil
    }

    /// Notes a fault at a key of these fields.
    func fault(_ key: String, _ problem: String) {
        faults?.add(file, line: entries[key]?.line ?? line, key: path(of: key), problem)
    }

    /// Notes every key that is not among `known`: a misspelt key must not pass for an absent one.
    func allow(_ known: Set<String>) {
        for key in keys where !known.contains(key) {
            fault(key, "is not known here; known are \(known.sorted().joined(separator: ", "))")
        }
    }

    // MARK: Values

    func text(_ key: String, _ check: Check? = nil) -> String {
        guard let text = optionalText(key, check) else {
            if !has(key) { fault(key, "is missing") }
            return ""
        }
        return text
    }

    func optionalText(_ key: String, _ check: Check? = nil) -> String? {
        guard let (_, node) = entries[key] else { return nil }
        return text(node, key, check)
    }

    func number(_ key: String, in range: ClosedRange<Int>) -> Int {
        let text = text(key)
        guard has(key) else { return range.lowerBound }
        guard let number = Int(text), range.contains(number) else {
            fault(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return range.lowerBound
        }
        return number
    }

    /// A number with or without a fraction; nil where the key is absent.
    func optionalDecimal(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let text = optionalText(key) else { return nil }
        guard let number = Double(text), number.isFinite, range.contains(number) else {
            fault(key, "must be a number from \(range.lowerBound.formatted()) to \(range.upperBound.formatted())")
            return nil
        }
        return number
    }

    /// A number with or without a fraction that must be there.
    func decimal(_ key: String, in range: ClosedRange<Double>) -> Double {
        if !has(key) { fault(key, "is missing") }
        return optionalDecimal(key, in: range) ?? range.lowerBound
    }

    func flag(_ key: String, default value: Bool) -> Bool {
        switch optionalText(key) {
        case nil: return value
        case "true": return true
        case "false": return false
        default:
            fault(key, "must be true or false")
            return value
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ fallback: Choice) -> Choice
    where Choice.RawValue == String {
        let text = text(key)
        guard has(key) else { return fallback }
        guard let choice = Choice(rawValue: text) else {
            fault(key, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
            return fallback
        }
        return choice
    }

    /// A list of texts; empty where the key is absent.
    func optionalTexts(_ key: String, _ check: Check? = nil) -> [String] {
        nodes(key).compactMap { text($0, key, check) }
    }

    /// A list of texts with at least one.
    func texts(_ key: String, _ check: Check? = nil) -> [String] {
        let texts = optionalTexts(key, check)
        if texts.isEmpty { fault(key, has(key) ? "must name at least one" : "is missing") }
        return texts
    }

    // MARK: Nested

    func fields(_ key: String) -> Fields {
        guard let (line, node) = entries[key], let faults else {
            fault(key, "is missing")
            return .silent
        }
        guard let fields = Fields(node, file: file, path: path(of: key), faults: faults) else {
            faults.add(file, line: line, key: path(of: key), "must hold keys and values")
            return .silent
        }
        return fields
    }

    /// The mappings of a list with at least one.
    func list(_ key: String) -> [Fields] {
        let found = optionalList(key)
        if found.isEmpty { fault(key, has(key) ? "must name at least one" : "is missing") }
        return found
    }

    /// The mappings of a list; none where the key is absent.
    func optionalList(_ key: String) -> [Fields] {
        guard let faults else { return [] }
        return nodes(key).enumerated().compactMap { place, node in
            let path = "\(path(of: key))[\(place)]"
            guard let fields = Fields(node, file: file, path: path, faults: faults) else {
                faults.add(file, line: node.mark?.line, key: path, "must hold keys and values")
                return nil
            }
            return fields
        }
    }

    private func nodes(_ key: String) -> [Node] {
        guard let (_, node) = entries[key] else { return [] }
        guard case .sequence(let sequence) = node else {
            fault(key, "must be a list")
            return []
        }
        guard sequence.count <= Fields.longestList else {
            fault(key, "has more than \(Fields.longestList) entries")
            return []
        }
        return Array(sequence)
    }

    private func text(_ node: Node, _ key: String, _ check: Check?) -> String? {
        guard let text = node.scalar?.string else {
            fault(key, "must be plain text")
            return nil
        }
        guard !text.isEmpty, text.count <= Fields.longestText,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            fault(key, "must be 1 to \(Fields.longestText) characters without control characters")
            return nil
        }
        if let check, !check.accepts(text) {
            fault(key, "must be \(check.wanted)")
            return nil
        }
        return text
    }

    private func path(of key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }
}
