// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization
import Yams

/// Reads what an officer filled in, and collects all that is wrong with it.
struct SituationFileReader {
    /// No message comes near it.
    static let largestFile = 64 << 10
    /// Longer words are no alert.
    static let longestNote = 400
    /// What lies further back is no news; what lies further ahead is a mistyped year.
    static let oldest = 30 * 86_400.0
    static let farthest = 60 * 86_400.0

    private(set) var reader: TemplateReader
    let forms: [SituationForm]
    let places: PlaceNames
    let now: Date

    init(reader: TemplateReader, forms: [SituationForm], places: PlaceNames, now: Date) {
        self.reader = reader
        self.forms = forms
        self.places = places
        self.now = now
    }

    mutating func draft(_ data: Data) -> SituationDraft? {
        guard data.count <= Self.largestFile, let text = String(validating: data, as: UTF8.self) else {
            reader.report(nil, "", "must be UTF-8 of at most \(Self.largestFile) bytes")
            return nil
        }
        let root: TemplateNode
        do {
            guard let node = try Yams.compose(yaml: text) else {
                reader.report(nil, "", "the file is empty; begin with `situation:` and a name of `situation list`")
                return nil
            }
            root = TemplateNode(node: node, path: "")
        } catch {
            reader.report(TemplateReader.line(of: error), "", "not YAML: \(TemplateReader.message(of: error))")
            return nil
        }
        let fields = reader.fields(of: root, allowed: ["situation", "status", "change", "slots", "note"])
        guard let name = reader.word(fields["situation"], named: "situation", of: root) else { return nil }
        guard let form = forms.first(where: { $0.name == name }) else {
            let known = forms.map(\.name).joined(separator: ", ")
            reader.report(fields["situation"]?.line, "situation", "no such situation; there are: \(known)")
            return nil
        }
        let status = status(fields["status"], of: root)
        let change = change(fields["change"], of: form)
        let values = values(fields["slots"], of: form, change: change)
        let note = note(fields["note"])
        guard let status else { return nil }
        let facts = form.facts(values, note: note)
        return SituationDraft(facts: facts, status: status, change: change, title: form.title, hours: form.hours)
    }

    private mutating func status(_ node: TemplateNode?, of root: TemplateNode) -> AlertStatus? {
        switch node?.text {
        case "actual": return .actual
        case "exercise": return .exercise
        default:
            // Never a default: a drill taken for the real thing, or the other way round, is the worst mistake.
            let problem = "write `actual` for what is meant or `exercise` for a drill (訓練)"
            reader.report(node?.line ?? root.line, "status", problem)
            return nil
        }
    }

    /// What it is to what was announced before; by default the first word, or the last where the form ends something.
    private mutating func change(_ node: TemplateNode?, of form: SituationForm) -> Change {
        let usual: Change = form.phase == .over ? .ended : .new
        guard let node else { return usual }
        let known = SituationDraft.changes.map(\.rawValue)
        guard let change = SituationDraft.changes.first(where: { $0.rawValue == node.text }) else {
            let problem = "leave it out for what is announced first; else one of: \(known.joined(separator: ", "))"
            reader.report(node.line, "change", problem)
            return usual
        }
        return change
    }

    // MARK: Slots

    private mutating func values(
        _ node: TemplateNode?,
        of form: SituationForm,
        change: Change
    ) -> [String: SituationFacts.Value] {
        // These tell of what was announced before, whose time may have passed and is not now.
        let isOfBefore = change == .withdrawn || change == .corrected
        var filled: [String: TemplateNode] = [:]
        if let node {
            for (name, value) in reader.entries(of: node, allowed: form.slots.map(\.name)) { filled[name] = value }
        }
        var values: [String: SituationFacts.Value] = [:]
        for slot in form.slots {
            if let node = filled[slot.name] {
                values[slot.name] = value(node, of: slot, isOfBefore: isOfBefore)
            } else if isOfBefore, slot.fallback == "now" {
                let problem = "missing; write the time that was announced, or where that was wrong the right one"
                reader.report(node?.line, "slots.\(slot.name)", problem)
            } else if let fallback = slot.fallback {
                values[slot.name] = self.fallback(fallback, of: slot)
            } else if slot.isRequired {
                let choices = slot.choices.map { "\($0.name) \($0.label)" }.joined(separator: ", ")
                let hint = choices.isEmpty ? slot.hint : "\(slot.hint): \(choices)"
                reader.report(node?.line, "slots.\(slot.name)", "missing; fill in \(hint)")
            }
        }
        return values
    }

    private func fallback(_ text: String, of slot: SituationSlot) -> SituationFacts.Value? {
        switch slot.kind {
        case .places: .places([places.city.municipality.id])
        case .time: JapaneseTime.time(text, now: now).map { .time($0) }
        case .day: JapaneseTime.day(text, now: now).map { .day($0) }
        case .choice: .choice(text)
        case .number, .phone: nil
        }
    }

    private mutating func value(
        _ node: TemplateNode,
        of slot: SituationSlot,
        isOfBefore: Bool
    ) -> SituationFacts.Value? {
        let tense = isOfBefore && slot.tense == .future ? .any : slot.tense
        if slot.kind == .places { return places(node, of: slot).map { .places($0) } }
        guard let text = node.text?.trimmingCharacters(in: .whitespaces), !text.isEmpty else {
            reader.report(node.line, node.path, "one value is due here: \(slot.hint)")
            return nil
        }
        switch slot.kind {
        case .places: return nil
        case .time:
            guard let date = JapaneseTime.time(text, now: now) else {
                reader.report(node.line, node.path, "no time; write 2026-11-23 20:41, 20:41 for today, or now")
                return nil
            }
            return check(date, against: now, tense: tense, at: node) ? .time(date) : nil
        case .day:
            guard let date = JapaneseTime.day(text, now: now), let today = JapaneseTime.day("now", now: now) else {
                reader.report(node.line, node.path, "no date; write 2026-11-24, or now for today")
                return nil
            }
            return check(date, against: today, tense: tense, at: node) ? .day(date) : nil
        case .number:
            guard let number = Int(text), slot.range.contains(number) else {
                let range = "\(slot.range.lowerBound) to \(slot.range.upperBound)"
                reader.report(node.line, node.path, "a whole number from \(range) is due: \(slot.hint)")
                return nil
            }
            return .number(number)
        case .choice:
            guard slot.choices.contains(where: { $0.name == text }) else {
                let known = slot.choices.map { "\($0.name) \($0.label)" }.joined(separator: ", ")
                reader.report(node.line, node.path, "one of these is due: \(known)")
                return nil
            }
            return .choice(text)
        case .phone:
            // Full-width digits are what a Japanese keyboard writes first.
            let text = text.precomposedStringWithCompatibilityMapping
            guard text.wholeMatch(of: /0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|1[0-9]{2}|#[0-9]{4}/) != nil else {
                reader.report(node.line, node.path, "no telephone number; write 047-334-1111, 110 or \"#9110\"")
                return nil
            }
            return .phone(text)
        }
    }

    private mutating func check(
        _ date: Date,
        against now: Date,
        tense: SituationSlot.Tense,
        at node: TemplateNode
    ) -> Bool {
        let problem: String? =
            if tense == .future, date < now {
                "is in the past; write when it will be"
            } else if tense == .past, date > now {
                "is in the future; write when it was"
            } else if date < now.addingTimeInterval(-Self.oldest) || date > now.addingTimeInterval(Self.farthest) {
                "is too far away: at most 30 days back and 60 ahead; is the year right?"
            } else {
                nil
            }
        if let problem { reader.report(node.line, node.path, problem) }
        return problem == nil
    }

    private mutating func places(_ node: TemplateNode, of slot: SituationSlot) -> [AreaCode]? {
        guard let texts = node.texts, !texts.isEmpty, texts.count <= slot.most else {
            let problem = "a name or code is due, or a list of at most \(slot.most): \(slot.hint)"
            reader.report(node.line, node.path, problem)
            return nil
        }
        var codes: [AreaCode] = []
        for item in texts {
            switch places.find(item.text ?? "", kinds: slot.places) {
            case .refused(let problem): reader.report(item.line, item.path, problem)
            case .found(let code) where codes.contains(code): reader.report(item.line, item.path, "stands twice")
            case .found(let code): codes.append(code)
            }
        }
        return codes.isEmpty ? nil : codes
    }

    // MARK: Free text

    private mutating func note(_ node: TemplateNode?) -> SituationFacts.Note? {
        guard let node else { return nil }
        let fields = reader.fields(of: node, allowed: ["language", "text"])
        let tag = reader.word(fields["language"], named: "language", of: node)
        guard let text = reader.word(fields["text"], named: "text", of: node), let tag else { return nil }
        let line = fields["text"]?.line
        if Language(rawValue: tag) == nil {
            let known = Language.all.map(\.rawValue).joined(separator: ", ")
            reader.report(fields["language"]?.line, "note.language", "one of these is due: \(known)")
        }
        // A letter may bear any number of accents.
        if text.count > Self.longestNote || text.unicodeScalars.count > 4 * Self.longestNote {
            let problem = "has \(text.count) characters; at most \(Self.longestNote) go out: be shorter, or use slots"
            reader.report(line, "note.text", problem)
        }
        let isControl = { (scalar: Unicode.Scalar) in
            scalar.properties.generalCategory == .control && !"\n\r\t\u{85}".unicodeScalars.contains(scalar)
        }
        if text.unicodeScalars.contains(where: isControl) {
            reader.report(line, "note.text", "has control characters; type it anew instead of copying it")
        } else if DataText.cleaned(text).isEmpty {
            reader.report(line, "note.text", "has nothing to read; leave the note out")
        }
        return SituationFacts.Note(language: tag, text: text)
    }
}
