// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization

/// Reads the forms of `situations.yaml`.
struct SituationFormReader {
    private static let keys = [
        "title", "hazard", "phase", "priority", "cap", "expires", "slots", "subject", "lead", "actions", "facts",
    ]

    private(set) var reader: TemplateReader
    private var slots: [String: SituationSlot] = [:]
    private var rows: [String: AlertTemplate.Part] = [:]
    private var commonLead: [AlertTemplate.Part] = []
    private var commonRows: [AlertTemplate.Part] = []

    init(reader: TemplateReader) {
        self.reader = reader
    }

    /// The forms in the order of the file.
    mutating func forms(at url: URL) -> [SituationForm] {
        guard let root = reader.root(of: url) else { return [] }
        let fields = reader.fields(of: root, allowed: ["slots", "rows", "common", "situations"])
        for (name, node) in open(fields["slots"], named: "slots") {
            if let slot = reader.slot(named: name, node) { slots[name] = slot }
        }
        // Rows stand for all forms: whether a form has their slots is seen where it names them.
        reader.offer(Array(slots.values))
        for (name, node) in open(fields["rows"], named: "rows") {
            rows[name] = reader.part(node, in: .facts)
        }
        if let common = fields["common"] {
            let found = reader.entries(of: common, allowed: ["lead", "facts"])
            commonLead = reader.sections(of: found.filter { $0.key == "lead" }).parts(of: .lead)
            commonRows = self.rows(of: found.first { $0.key == "facts" }?.value)
        }
        return open(fields["situations"], named: "situations").compactMap { form(named: $0, $1) }
    }

    private mutating func open(_ node: TemplateNode?, named name: String) -> [(key: String, value: TemplateNode)] {
        guard let node, let entries = node.entries, !entries.isEmpty else {
            reader.report(node?.line, name, "missing or empty; names and what belongs to each are due here")
            return []
        }
        return entries
    }

    private mutating func form(named name: String, _ node: TemplateNode) -> SituationForm? {
        let found = reader.entries(of: node, allowed: Self.keys)
        let fields = Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
        let own = ownSlots(fields["slots"], of: node)
        reader.offer(own)
        let title = reader.word(fields["title"], named: "title", of: node)
        let hazard: Hazard? = reader.choice(fields["hazard"], named: "hazard", of: node)
        if let hazard, hazard.family != .situation {
            reader.report(fields["hazard"]?.line, "\(node.path).hazard", "no hazard that officers announce")
        }
        let phase: SituationFacts.Phase? = reader.choice(fields["phase"], named: "phase", of: node)
        let grade = reader.grade(fields["cap"], priority: fields["priority"], of: node)
        let hours = reader.number(fields["expires"], named: "expires", of: node, in: 1...168)
        let template = template(of: found, slots: own, form: node)
        guard let title, let hazard, let phase, let grade, let hours else { return nil }
        return SituationForm(
            name: name,
            title: title,
            hazard: hazard,
            phase: phase,
            grade: grade,
            hours: hours,
            slots: own,
            template: template
        )
    }

    private mutating func ownSlots(_ node: TemplateNode?, of form: TemplateNode) -> [SituationSlot] {
        var own: [SituationSlot] = []
        for (name, node) in open(node, named: "\(form.path).slots") {
            guard let slot = slots[name] else {
                reader.report(node.line, node.path, "no slot of this name is defined under `slots` at the top")
                continue
            }
            own.append(reader.slot(slot, changedBy: node))
        }
        if own.first(where: { $0.name == "areas" })?.isAlwaysFilled != true {
            let problem = "it says who is told: make it required or give it a default"
            reader.report(form.line, "\(form.path).slots.areas", problem)
        }
        return own
    }

    /// The phrases of a form, with the conditions that go without saying.
    private mutating func template(
        of entries: [(key: String, value: TemplateNode)],
        slots: [SituationSlot],
        form: TemplateNode
    ) -> AlertTemplate {
        let written = reader.sections(of: entries.filter { ["subject", "lead", "actions"].contains($0.key) })
        let facts = rows(of: entries.first { $0.key == "facts" }?.value) + commonRows
        let sections: [(section: AlertTemplate.Section, parts: [AlertTemplate.Part])] = [
            (.subject, written.parts(of: .subject).map { reader.asking($0, slots) }),
            (.lead, commonLead + written.parts(of: .lead).map { reader.asking($0, slots, standing: true) }),
            (.actions, written.parts(of: .actions).map { reader.asking($0, slots, standing: true) }),
            (.facts, facts.map { reader.asking($0, slots) }),
        ]
        let template = AlertTemplate(sections: sections)
        let always = "must have no `when` and name only slots that are required or have a default"
        if template.parts(of: .subject).last?.condition != .always {
            reader.report(form.line, "\(form.path).subject", "the last one \(always)")
        }
        let standing = Condition(answers: ["withdrawn": ["no"]])
        if !template.parts(of: .lead).contains(where: { $0.condition == standing }) {
            reader.report(form.line, "\(form.path).lead", "one phrase \(always)")
        }
        check(slots, in: template, form: form)
        return template
    }

    /// No slot is filled in for nothing, and no row asks for a slot that the form does not have.
    private mutating func check(_ slots: [SituationSlot], in template: AlertTemplate, form: TemplateNode) {
        // `areas` says who is told, whether or not a phrase names it.
        var said: Set<String> = ["areas"]
        let offered = reader.offered
        for (section, parts) in template.sections {
            for part in parts {
                said.formUnion(part.condition.answers.filter { $0.value != ["known"] }.keys)
                let arguments = reader.book.arguments(of: part.phrase, in: .japanese) ?? []
                said.formUnion(slots.filter { !arguments.isDisjoint(with: $0.arguments) }.map(\.name))
                guard section == .facts else { continue }
                for name in arguments.subtracting(offered).sorted()
                where Slot(rawValue: name)?.serves(.situation) != true {
                    let problem = "the row of \(part.phrase) wants {\(name)}, and the form has no slot for it"
                    reader.report(form.line, "\(form.path).facts", problem)
                }
            }
        }
        for slot in slots where !said.contains(slot.name) {
            reader.report(form.line, "\(form.path).slots.\(slot.name)", "no phrase of the form says it; add one")
        }
    }

    private mutating func rows(of node: TemplateNode?) -> [AlertTemplate.Part] {
        guard let node else { return [] }
        guard let names = node.texts else {
            reader.report(node.line, node.path, "a list of names out of `rows` is due here")
            return []
        }
        return names.compactMap { name in
            guard let row = rows[name.text ?? ""] else {
                let known = rows.keys.sorted().joined(separator: ", ")
                reader.report(name.line, name.path, "no row of this name; known are: \(known)")
                return nil
            }
            return row
        }
    }
}
