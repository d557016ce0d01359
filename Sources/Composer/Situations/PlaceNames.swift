// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer

/// Finds what an officer means by the name or the code of a place; never guesses.
struct PlaceNames {
    enum Finding {
        case found(AreaCode)
        /// Nothing, or several: what to do.
        case refused(String)
    }

    let city: CityProfile

    /// - Parameter kinds: the sorts of places that fit; all where it is empty.
    func find(_ text: String, kinds: Set<Area.Kind>) -> Finding {
        let fits = { (area: Area) in kinds.isEmpty || kinds.contains(area.kind) }
        if let area = city.areas[AreaCode(rawValue: text)] {
            guard fits(area) else {
                return .refused("\(named(area)) is a \(area.kind.rawValue); here goes \(list(kinds))")
            }
            return .found(area.id)
        }
        let wanted = Self.folded(text)
        let found = city.areas.all.filter { fits($0) && Self.spellings(of: $0).contains(wanted) }
        if found.count == 1 { return .found(found[0].id) }
        if found.count > 1 {
            let all = found.map(named).joined(separator: ", ")
            return .refused("“\(shown(text))” is several places; write the code: \(all)")
        }
        let near = city.areas.search(text, limit: 50).filter(fits).prefix(3)
        let refusal = "“\(shown(text))” is no place of \(city.identifier) that fits here"
        guard !near.isEmpty else { return .refused("\(refusal); names and codes stand in the city's profile") }
        return .refused("\(refusal); meant is perhaps: \(near.map(named).joined(separator: ", "))")
    }

    private func named(_ area: Area) -> String {
        let note = area.note.map { " (\($0))" } ?? ""
        return "\(area.name(in: "ja"))\(note) \(area.id)"
    }

    private func list(_ kinds: Set<Area.Kind>) -> String {
        kinds.map(\.rawValue).sorted().joined(separator: " or ")
    }

    private func shown(_ text: String) -> String {
        DataText.cleaned(text, longest: 40)
    }

    private static func spellings(of area: Area) -> Set<String> {
        let others = [area.reading, area.romaji, area.school?.officialName].compactMap { $0 }
        return Set((Array(area.names.values) + area.aliases + others).map(folded))
    }

    /// Width and case make no difference.
    private static func folded(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.lowercased().filter { !$0.isWhitespace }
    }
}
