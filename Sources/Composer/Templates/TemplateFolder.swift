// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization

/// The templates of all families of hazards and of the frame, read and checked.
struct TemplateFolder: Sendable {
    let alerts: [Hazard.Family: AlertTemplate]
    /// What officers announce, in the order of the file.
    let situations: [SituationForm]
    let frame: FrameTemplate

    /// Reads `alerts/` of the folder, or the folder itself where it has none.
    ///
    /// - Parameter more: faults found elsewhere, to be told together with those found here.
    init(
        directory: URL,
        book: PhraseBook,
        more: [TemplateError.Fault]
    ) throws(TemplateError) {
        let inner = directory.appendingPathComponent("alerts", isDirectory: true)
        let folder = FileManager.default.fileExists(atPath: inner.path) ? inner : directory
        var faults = more
        var alerts: [Hazard.Family: AlertTemplate] = [:]
        for family in Hazard.Family.allCases where family != .situation {
            var reader = TemplateReader(file: "\(family.rawValue).yaml", family: family, book: book)
            alerts[family] = reader.alert(at: folder.appendingPathComponent(reader.file))
            faults += reader.faults
        }
        let file = "\(Hazard.Family.situation.rawValue).yaml"
        var forms = SituationFormReader(reader: TemplateReader(file: file, family: .situation, book: book))
        let situations = forms.forms(at: folder.appendingPathComponent(file))
        faults += forms.reader.faults
        var reader = TemplateReader(file: "frame.yaml", family: nil, book: book)
        let frame = reader.frame(at: folder.appendingPathComponent(reader.file))
        faults += reader.faults
        guard faults.isEmpty, let frame else {
            throw TemplateError(directory: folder.path, faults: faults)
        }
        self.alerts = alerts
        self.situations = situations
        self.frame = frame
    }

    /// The template of an alert; nil where its facts name a form that there is not.
    func template(for alert: Alert) -> AlertTemplate? {
        guard case .situation(let facts) = alert.facts else { return alerts[alert.hazard.family] }
        return situations.first { $0.name == facts.kind }?.template
    }
}

extension TemplateReader {
    /// A family's template: at least a subject that always fits, and a lead.
    fileprivate mutating func alert(at url: URL) -> AlertTemplate? {
        guard let root = root(of: url) else { return nil }
        let allowed = AlertTemplate.Section.allCases.map(\.rawValue)
        let template = sections(of: entries(of: root, allowed: allowed))
        for section in [AlertTemplate.Section.subject, .lead] where template.parts(of: section).isEmpty {
            report(nil, section.rawValue, "the section is missing or empty; every message needs it")
        }
        if let last = template.parts(of: .subject).last, last.condition != .always {
            report(last.line, last.path, "the last subject must have no `when`, so that every alert has one")
        }
        return template
    }

    /// The frame; nil only together with faults.
    fileprivate mutating func frame(at url: URL) -> FrameTemplate? {
        guard let root = root(of: url) else { return nil }
        let names = ["exercise", "test", "changes", "headings", "fallback", "unsigned", "links", "source", "footer"]
        let found = entries(of: root, allowed: names)
        let fields = Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
        let marks = ["exercise", "test"].map { ($0, group(fields[$0], named: $0, keys: ["mark", "banner"])) }
        let changes = Change.allCases.filter { $0 != .new }
        let changed = group(fields["changes"], named: "changes", keys: changes.map(\.rawValue))
        let titled: [AlertTemplate.Section] = [.actions, .facts, .source]
        let titles = group(fields["headings"], named: "headings", keys: titled.map(\.rawValue))
        let links = group(fields["links"], named: "links", keys: ["city", "stop"])
        let common = sections(of: found)
        let fallback = phrase(fields["fallback"], named: "fallback", of: root)
        let unsigned = phrase(fields["unsigned"], named: "unsigned", of: root)
        guard let fallback, let unsigned, let city = links["city"], let stop = links["stop"] else { return nil }
        var markKeys: [String: FrameTemplate.Marks] = [:]
        for (name, keys) in marks {
            guard let mark = keys["mark"], let banner = keys["banner"] else { return nil }
            markKeys[name] = FrameTemplate.Marks(mark: mark, banner: banner)
        }
        return FrameTemplate(
            marks: markKeys,
            changes: changes.reduce(into: [:]) { $0[$1] = changed[$1.rawValue] },
            headings: titled.reduce(into: [:]) { $0[$1] = titles[$1.rawValue] },
            fallback: fallback,
            unsigned: unsigned,
            cityLink: city,
            stopLink: stop,
            common: common
        )
    }

    /// Phrases by name, all of which must be there.
    private mutating func group(_ node: TemplateNode?, named name: String, keys: [String]) -> [String: PhraseKey] {
        guard let node else {
            report(nil, name, "missing; it names phrases for: \(keys.joined(separator: ", "))")
            return [:]
        }
        let found = entries(of: node, allowed: keys)
        let fields = Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
        return keys.reduce(into: [:]) { $0[$1] = phrase(fields[$1], named: $1, of: node) }
    }
}
