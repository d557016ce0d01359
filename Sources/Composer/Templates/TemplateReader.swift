// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import Yams

/// Reads one template file and collects all that is wrong with it.
struct TemplateReader {
    /// No template comes near it, and a longer file is not one.
    static let largestFile = 256 << 10

    let file: String
    /// Nil for the frame.
    let family: Hazard.Family?
    let book: PhraseBook
    private(set) var faults: [TemplateError.Fault] = []
    /// The arguments of phrases that a form's slots fill, beside those of the family.
    var offered: Set<String> = []
    /// What `when` may ask of a form's slots, by slot.
    var questions: [String: [String]] = [:]

    init(file: String, family: Hazard.Family?, book: PhraseBook) {
        self.file = file
        self.family = family
        self.book = book
    }

    mutating func root(of url: URL) -> TemplateNode? {
        guard let data = try? Data(contentsOf: url) else {
            report(nil, "", "the file cannot be read; every template must be there: put it back")
            return nil
        }
        guard data.count <= Self.largestFile, let text = String(validating: data, as: UTF8.self) else {
            report(nil, "", "not a template: it must be UTF-8 of at most \(Self.largestFile) bytes")
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                report(nil, "", "the file is empty; write its sections")
                return nil
            }
            return TemplateNode(node: node, path: "")
        } catch {
            report(Self.line(of: error), "", "not YAML: \(Self.message(of: error))")
            return nil
        }
    }

    /// The entries of a mapping whose keys are all known.
    mutating func entries(of node: TemplateNode, allowed: [String]) -> [(key: String, value: TemplateNode)] {
        guard let entries = node.entries else {
            report(node.line, node.path, "a mapping is due here, with keys of: \(allowed.joined(separator: ", "))")
            return []
        }
        return entries.filter { key, value in
            if allowed.contains(key) { return true }
            report(value.line, value.path, "unknown key; known are: \(allowed.joined(separator: ", "))")
            return false
        }
    }

    /// The sections of a file, in its order.
    mutating func sections(of entries: [(key: String, value: TemplateNode)]) -> AlertTemplate {
        AlertTemplate(
            sections: entries.compactMap { key, node in
                guard let section = AlertTemplate.Section(rawValue: key) else { return nil }
                guard let items = node.items else {
                    report(node.line, node.path, "a list of phrases is due here")
                    return nil
                }
                return (section, items.compactMap { part($0, in: section) })
            }
        )
    }

    mutating func part(_ node: TemplateNode, in section: AlertTemplate.Section) -> AlertTemplate.Part? {
        let isFact = section == .facts
        let found = entries(of: node, allowed: isFact ? ["label", "phrase", "when"] : ["phrase", "when"])
        let fields = Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
        var condition = Condition.always
        if let when = fields["when"] { condition = self.condition(when) }
        let label = isFact ? self.phrase(fields["label"], named: "label", of: node) : nil
        guard let phrase = self.phrase(fields["phrase"], named: "phrase", of: node) else { return nil }
        return AlertTemplate.Part(
            phrase: phrase,
            label: label,
            condition: condition,
            line: node.line,
            path: node.path
        )
    }

    /// A phrase key that the Japanese phrase book knows and whose arguments this hazard can fill.
    mutating func phrase(_ node: TemplateNode?, named name: String, of parent: TemplateNode) -> PhraseKey? {
        guard let node, let text = node.text, !text.isEmpty else {
            report(node?.line ?? parent.line, "\(parent.path).\(name)", "the key of a phrase is due here")
            return nil
        }
        let key = PhraseKey(rawValue: text)
        guard let arguments = book.arguments(of: key, in: .japanese) else {
            report(node.line, node.path, "no phrase \(text) is ready in Locales/*/ja.po; write it or correct the key")
            return nil
        }
        for name in arguments.subtracting(offered).sorted() where !(Slot(rawValue: name)?.serves(family) ?? false) {
            let served = Slot.allCases.filter { $0.serves(family) }.map(\.rawValue)
            let slots = (served + offered.sorted()).joined(separator: ", ")
            report(node.line, node.path, "the phrase \(text) wants {\(name)}, which is not to be had here: \(slots)")
        }
        return key
    }

    private mutating func condition(_ node: TemplateNode) -> Condition {
        let traits = Trait.allCases.filter { $0.families.map { family.map($0.contains) ?? false } ?? true }
        let measures = family == nil ? [] : ["measure-at-least", "measure-below"]
        var condition = Condition()
        let allowed = traits.map(\.rawValue) + measures + questions.keys.sorted()
        for (key, value) in entries(of: node, allowed: allowed) {
            switch (key, Trait(rawValue: key)) {
            case ("measure-at-least", _): condition.atLeast = measure(value)
            case ("measure-below", _): condition.below = measure(value)
            case (_, let trait?) where questions[key] == nil: condition.answers[key] = answers(value, of: trait.values)
            default: condition.answers[key] = answers(value, of: questions[key] ?? [])
            }
        }
        return condition
    }

    private mutating func answers(_ node: TemplateNode, of known: [String]) -> Set<String> {
        guard let texts = node.texts, !texts.isEmpty else {
            report(node.line, node.path, "one value or a list is due, of: \(known.joined(separator: ", "))")
            return []
        }
        for text in texts where !known.contains(text.text ?? "") {
            report(text.line, text.path, "unknown value; known are: \(known.joined(separator: ", "))")
        }
        return Set(texts.compactMap(\.text))
    }

    private mutating func measure(_ node: TemplateNode) -> Measure? {
        if let family, let text = node.text, let measure = Measure(threshold: text, topic: family.topic) {
            return measure
        }
        report(node.line, node.path, "not on the scale of this hazard; write it as residents' thresholds are written")
        return nil
    }

    mutating func report(_ line: Int?, _ key: String, _ problem: String) {
        faults.append(TemplateError.Fault(file: file, line: line, key: key, problem: problem))
    }

    static func line(of error: any Error) -> Int? {
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    static func message(of error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _): "the same key twice: \(keys.joined(separator: ", "))"
        default: "it cannot be read"
        }
    }
}
