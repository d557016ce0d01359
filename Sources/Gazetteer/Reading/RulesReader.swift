// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation

/// Reads a file of rules; what it returns counts only when no fault was noted.
struct RulesReader {
    /// Whether an area is one of the profile.
    let knows: (AreaCode) -> Bool
    /// The kinds of bulletin that can come; nil for any.
    let bulletins: Set<String>?

    func rules(_ file: Fields) -> IssueRules {
        file.allow(["rules", "budget", "drills", "disagreementMinutes", "expiryHours", "staleMinutes"])
        var names: Set<String> = []
        let rules = file.list("rules").map { fields in
            let rule = rule(fields)
            if !rule.name.isEmpty, !names.insert(rule.name).inserted {
                fields.fault("name", "\(rule.name) stands twice; each alert bears the name of its rule")
            }
            return rule
        }
        return IssueRules(
            rules: rules,
            expiryHours: hours(file, "expiryHours", in: 1...168),
            staleMinutes: hours(file, "staleMinutes", in: 1...10_080),
            budget: budget(file.fields("budget")),
            drills: file.choice("drills", .record),
            disagreementMinutes: file.number("disagreementMinutes", in: 1...1_440)
        )
    }

    private func rule(_ fields: Fields) -> IssueRule {
        fields.allow(["name", "hazards", "changes", "from", "areas", "bulletins", "action"])
        let hazards = fields.texts("hazards", .oneOf(Hazard.allCases.map(\.rawValue))).compactMap(
            Hazard.init(rawValue:)
        )
        let changes = fields.optionalTexts("changes", .oneOf(Change.allCases.map(\.rawValue)))
        let areas = fields.optionalTexts("areas").map(AreaCode.init(rawValue:))
        for area in areas where !knows(area) {
            fields.fault("areas", "names \(area), which is no area of this profile")
        }
        let bulletins = fields.optionalTexts("bulletins")
        for bulletin in bulletins where !(self.bulletins?.contains(bulletin) ?? true) {
            fields.fault("bulletins", "names \(bulletin), by which no telegram is known here")
        }
        let action = fields.choice("action", IssueRule.Action.show)
        if action == .issue, hazards.contains(.foreign) {
            fields.fault("action", "of foreign-alert must be review, show or log: nobody has verified their senders")
        }
        return IssueRule(
            name: fields.text("name", .label),
            hazards: Set(hazards),
            changes: fields.has("changes") ? Set(changes.compactMap(Change.init(rawValue:))) : nil,
            minimum: minimum(fields, hazards),
            areas: fields.has("areas") ? Set(areas) : nil,
            bulletins: fields.has("bulletins") ? Set(bulletins) : nil,
            action: action
        )
    }

    /// `from` is written as residents write thresholds, so all hazards of a rule must share a scale.
    private func minimum(_ fields: Fields, _ hazards: [Hazard]) -> Measure {
        guard let text = fields.optionalText("from") else { return Measure(rawValue: 1) }
        let topics = Set(hazards.map(\.topic))
        guard topics.count == 1, let topic = topics.first else {
            if !hazards.isEmpty {
                let list = topics.map(\.rawValue).sorted().joined(separator: ", ")
                fields.fault("from", "has no meaning for hazards of several scales (\(list)); write a rule for each")
            }
            return Measure(rawValue: 1)
        }
        guard let measure = Measure(threshold: text, topic: topic) else {
            fields.fault("from", "is not on the scale of \(topic.rawValue): \(Self.scale(of: topic))")
            return Measure(rawValue: 1)
        }
        return measure
    }

    private static func scale(of topic: Topic) -> String {
        switch topic {
        case .earthquake: "1 to 4, 5-, 5+, 6-, 6+, 7"
        case .tsunami: "forecast, advisory, warning, major-warning"
        case .weather: "1 to 5"
        case .observation: "millimetres of rain an hour, 1 to 999"
        case .emergency, .school, .crime, .magazine: "1"
        }
    }

    private func budget(_ fields: Fields) -> IssueRules.SendBudget {
        fields.allow(["perEvent", "perHour", "exempt"])
        let exempt = fields.optionalTexts("exempt", .oneOf(Priority.allCases.map(\.name)))
        return IssueRules.SendBudget(
            perEvent: fields.number("perEvent", in: 1...100),
            perHour: fields.number("perHour", in: 1...1_000),
            exempt: Set(Priority.allCases.filter { exempt.contains($0.name) })
        )
    }

    private func hours(_ file: Fields, _ key: String, in range: ClosedRange<Int>) -> [Hazard: Int] {
        guard file.has(key) else { return [:] }
        let fields = file.fields(key)
        var numbers: [Hazard: Int] = [:]
        for name in fields.keys {
            guard let hazard = Hazard(rawValue: name) else {
                fields.fault(name, "is no hazard; known are \(Hazard.allCases.map(\.rawValue).joined(separator: ", "))")
                continue
            }
            numbers[hazard] = fields.number(name, in: range)
        }
        return numbers
    }
}

extension CityProfile {
    /// Reads another file of rules for this city, such as a draft to compare with those in force.
    ///
    /// - Parameter bulletins: the kinds of bulletin that rules may name; nil for any.
    /// - Throws: `ProfileError` with every fault, its line and its key.
    public func rules(contentsOf file: URL, bulletins: Set<String>? = nil) throws(ProfileError) -> IssueRules {
        let faults = FaultList()
        let folder = file.deletingLastPathComponent()
        let fields = ProfileFile.open(file.lastPathComponent, in: folder, faults: faults)
        let rules = RulesReader(knows: { areas.contains($0) }, bulletins: bulletins).rules(fields)
        guard faults.faults.isEmpty else { throw ProfileError(directory: folder.path, faults: faults.sorted) }
        return rules
    }
}
