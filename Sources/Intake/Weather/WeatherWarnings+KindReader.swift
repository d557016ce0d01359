// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

extension WeatherWarnings {
    /// Reads a Kind as the bulletin of its name means it.
    struct KindReader {
        /// The digest of all warnings in force.
        let isDigest: Bool
        /// One of the old system, whose rain warning is of rain, of landslides or of both.
        private let isOld: Bool
        /// One that names with LastKind what was in force before: what is issued (発表) without it was not.
        private let tellsLast: Bool

        /// A reader for a kind of bulletin.
        init(bulletin: String) {
            isDigest = bulletin == "VPWS50"
            isOld = bulletin == "VPWW53" || bulletin == "VPWW54"
            tellsLast = !isDigest && bulletin != "VPWW53"
        }

        /// Reads a Kind. 解除 stands in Status, beside the name and code of what is lifted, or as code 00.
        func kind(_ element: MarkupElement) throws(MarkupError) -> Kind {
            let status = element.string("Status") ?? ""
            let isOver = status == "解除" || status == "発表警報・注意報はなし"
            let code = isOver ? "00" : try element.requiredString("Code")
            let notes = element.all("Attention").flatMap { $0.all("Note") }.compactMap(\.content)
            let levels = isOver ? [:] : try self.levels(of: element, notes: notes)
            let last = element.first("LastKind")
            return Kind(
                code: code,
                name: element.string("Name") ?? "",
                status: status,
                condition: element.string("Condition") ?? "",
                levels: levels,
                lastCode: last?.string("Code") ?? "",
                previousLevels: try previous(last, status: status, code: code, levels: levels),
                significancyCodes: element.all("Property").flatMap(significancyCodes)
            )
        }

        private func significancyCodes(_ property: MarkupElement) -> [String] {
            property.all("SignificancyPart").flatMap { part in
                part.children.flatMap { $0.all("Significancy") }.compactMap { $0.string("Code") }
            }
        }

        /// What was in force before, as far as the bulletin says.
        private func previous(
            _ last: MarkupElement?,
            status: String,
            code: String,
            levels: [Hazard: WarningLevel]
        ) throws(MarkupError) -> [Hazard: WarningLevel] {
            let nothing = levels.mapValues { _ in WarningLevel.none }
            guard let last else { return tellsLast && status == "発表" ? nothing : [:] }
            let lastCode = try last.requiredString("Code")
            if lastCode == "00" { return nothing }
            let before = try self.levels(of: last, notes: [])
            guard isOld, before[.heavyRain] != nil, last.string("Condition") == nil else { return before }
            // An old advisory before this does not say for what it was; one that goes on was for the same.
            return lastCode == code ? levels : [:]
        }

        /// What a Kind or LastKind says, by code; by its name (レベル４大雨危険警報) where JMA has added a code since.
        private func levels(of kind: MarkupElement, notes: [String]) throws(MarkupError) -> [Hazard: WarningLevel] {
            let code = try kind.requiredString("Code")
            if code == "00" { return [:] }
            let name = kind.string("Name") ?? ""
            guard let found = WarningCode.meaning(of: code) ?? WarningCode.meaning(ofName: name) else {
                throw kind.first("Code")?.unreadable("not a code of warnings and advisories") ?? kind.missing("Code")
            }
            guard isOld, found.hazard == .heavyRain else { return [found.hazard: found.level] }
            return Self.rain(found.level, condition: kind.string("Condition") ?? "", notes: notes)
        }

        /// What an old rain warning is of: by its Condition (土砂災害、浸水害), which advisories have not, and by its notes
        /// (土砂災害警戒, 浸水注意), which tell of the other at a lower level too. Where neither says, it is of rain.
        private static func rain(
            _ level: WarningLevel,
            condition: String,
            notes: [String]
        ) -> [Hazard: WarningLevel] {
            var levels: [Hazard: WarningLevel] = [:]
            for (word, hazard) in [("浸水", Hazard.heavyRain), ("土砂災害", .landslide)] {
                if condition.contains(word) {
                    levels[hazard] = level
                } else if notes.contains("\(word)警戒") {
                    levels[hazard] = condition.isEmpty ? level : min(level, .warning)
                } else if notes.contains("\(word)注意") {
                    levels[hazard] = .advisory
                }
            }
            if !levels.values.contains(level) { levels[.heavyRain] = level }
            return levels
        }
    }
}
