// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Gazetteer
import Localization

extension TemplateReader {
    private enum Answer: String, CaseIterable {
        case yes, no
    }

    /// The entries of a mapping by key.
    mutating func fields(of node: TemplateNode, allowed: [String]) -> [String: TemplateNode] {
        Dictionary(entries(of: node, allowed: allowed).map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// From here on phrases may name these slots, and `when` may ask of them.
    mutating func offer(_ slots: [SituationSlot]) {
        offered = Set(slots.flatMap(\.arguments))
        questions = Dictionary(slots.map { ($0.name, $0.answers) }) { first, _ in first }
    }

    /// A part that is said only where the slots that it names are filled, and what tells people what to do only while
    /// the message is not withdrawn.
    func asking(_ part: AlertTemplate.Part, _ slots: [SituationSlot], standing: Bool = false) -> AlertTemplate.Part {
        var condition = part.condition
        let arguments = book.arguments(of: part.phrase, in: .japanese) ?? []
        for slot in slots where !slot.isAlwaysFilled && !arguments.isDisjoint(with: slot.arguments) {
            if condition.answers[slot.name] == nil { condition.answers[slot.name] = ["known"] }
        }
        if standing, condition.answers["withdrawn"] == nil { condition.answers["withdrawn"] = ["no"] }
        return AlertTemplate.Part(
            phrase: part.phrase,
            label: part.label,
            condition: condition,
            line: part.line,
            path: part.path
        )
    }

    // MARK: Slots

    /// A slot as the top of the file defines it.
    mutating func slot(named name: String, _ node: TemplateNode) -> SituationSlot? {
        let keys = ["type", "hint", "choices", "kinds", "most", "from", "to", "tense"]
        let fields = fields(of: node, allowed: keys)
        let kind: SituationSlot.Kind? = choice(fields["type"], named: "type", of: node)
        guard let kind, let hint = word(fields["hint"], named: "hint", of: node) else { return nil }
        var slot = SituationSlot(name: name, kind: kind, hint: hint)
        let isTaken = Trait(rawValue: name).map { $0.families?.contains(.situation) ?? true } ?? false
        if isTaken || slot.arguments.contains(where: { Slot(rawValue: $0)?.serves(.situation) ?? false }) {
            report(node.line, node.path, "the name is taken by what every alert has; choose another")
        }
        if name.wholeMatch(of: /[a-z]+/) == nil {
            report(node.line, node.path, "a slot's name is of small Latin letters, as phrases name it")
        }
        for (name, label) in fields["choices"]?.entries ?? [] {
            if name.wholeMatch(of: /[a-z]+/) == nil || ["other", "known"].contains(name) {
                let problem = "small Latin letters, and neither `other` nor `known`: phrases select by it"
                report(label.line, label.path, problem)
            }
            slot.choices.append(.init(name: name, label: label.text ?? ""))
        }
        if (kind == .choice) == slot.choices.isEmpty {
            let problem = "a choice has words, each with its Japanese, and nothing else has"
            report(node.line, "\(node.path).choices", problem)
        }
        if let from = number(fields["from"], of: node, in: slot.range),
            let to = number(fields["to"], of: node, in: slot.range)
        {
            slot.range = min(from, to)...max(from, to)
        }
        change(&slot, by: fields, of: node)
        return slot
    }

    /// A slot as a form uses it.
    mutating func slot(_ slot: SituationSlot, changedBy node: TemplateNode) -> SituationSlot {
        var slot = slot
        let fields = fields(of: node, allowed: ["required", "default", "choices", "kinds", "most", "tense"])
        if let node = fields["choices"] {
            let wanted = (node.texts ?? []).compactMap(\.text)
            let known = slot.choices.map(\.name)
            if wanted.isEmpty || !Set(wanted).isSubset(of: known) {
                report(node.line, node.path, "a list is due, of: \(known.joined(separator: ", "))")
            }
            slot.choices = slot.choices.filter { wanted.contains($0.name) }
        }
        change(&slot, by: fields, of: node)
        if let required = fields["required"] {
            let answer: Answer? = choice(required, named: "required", of: node)
            slot.isRequired = answer == .yes
        }
        guard let fallback = fields["default"] else { return slot }
        let allowed: [String] =
            switch slot.kind {
            case .places: ["city"]
            case .time, .day: ["now"]
            case .choice: slot.choices.map(\.name)
            case .number, .phone: []
            }
        slot.fallback = fallback.text
        if !allowed.contains(fallback.text ?? "") {
            report(fallback.line, fallback.path, "known here are: \(allowed.joined(separator: ", "))")
        }
        return slot
    }

    private mutating func change(
        _ slot: inout SituationSlot,
        by fields: [String: TemplateNode],
        of node: TemplateNode
    ) {
        for kind in fields["kinds"]?.texts ?? [] {
            let kind: Area.Kind? = choice(kind, named: "kinds", of: node)
            if let kind { slot.places.insert(kind) }
        }
        if let most = number(fields["most"], of: node, in: 1...100) { slot.most = most }
        if let tense = fields["tense"] { slot.tense = choice(tense, named: "tense", of: node) ?? slot.tense }
    }

    // MARK: Values

    mutating func grade(
        _ node: TemplateNode?,
        priority: TemplateNode?,
        of form: TemplateNode
    ) -> SituationFacts.Grade? {
        let chosen = Priority.allCases.first { $0.name == priority?.text }
        if chosen == nil {
            let names = Priority.allCases.map(\.name).joined(separator: ", ")
            report(priority?.line ?? form.line, "\(form.path).priority", "one of these is due: \(names)")
        }
        guard let node else {
            report(form.line, "\(form.path).cap", "missing; urgency, severity, certainty and response are due")
            return nil
        }
        let fields = fields(of: node, allowed: ["urgency", "severity", "certainty", "response"])
        let urgency: Urgency? = choice(fields["urgency"], named: "urgency", of: node)
        let severity: Severity? = choice(fields["severity"], named: "severity", of: node)
        let certainty: Certainty? = choice(fields["certainty"], named: "certainty", of: node)
        let response: SituationFacts.Response? = choice(fields["response"], named: "response", of: node)
        guard let chosen, let urgency, let severity, let certainty, let response else { return nil }
        return SituationFacts.Grade(
            priority: chosen,
            urgency: urgency,
            severity: severity,
            certainty: certainty,
            response: response
        )
    }

    mutating func word(_ node: TemplateNode?, named name: String, of parent: TemplateNode) -> String? {
        if let text = node?.text, !text.isEmpty { return text }
        report(node?.line ?? parent.line, "\(parent.path).\(name)", "a text is due here")
        return nil
    }

    /// A number that must be there.
    mutating func number(
        _ node: TemplateNode?,
        named name: String,
        of parent: TemplateNode,
        in range: ClosedRange<Int>
    ) -> Int? {
        if let number = node?.text.flatMap(Int.init), range.contains(number) { return number }
        let problem = "a whole number from \(range.lowerBound) to \(range.upperBound) is due here"
        report(node?.line ?? parent.line, node?.path ?? "\(parent.path).\(name)", problem)
        return nil
    }

    /// A number that may be there.
    private mutating func number(_ node: TemplateNode?, of parent: TemplateNode, in range: ClosedRange<Int>) -> Int? {
        node == nil ? nil : number(node, named: "", of: parent, in: range)
    }

    /// One word of a closed list that must be there.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: TemplateNode?,
        named name: String,
        of parent: TemplateNode
    ) -> Choice? where Choice.RawValue == String {
        if let text = node?.text, let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        report(node?.line ?? parent.line, node?.path ?? "\(parent.path).\(name)", "one of these is due: \(known)")
        return nil
    }
}
