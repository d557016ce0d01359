// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import Localization

/// Residents who do not exist: every language, many towns, different thresholds; the same at every run.
struct DemoResidents {
    static let count = 480

    /// The residents as the CSV that the import reads.
    static func csv(of profile: CityProfile) -> String {
        let towns = profile.areas.towns
        var lines = ["email,language,topics,areas,thresholds"]
        for number in 0..<count {
            let language = Language.all[number % Language.all.count]
            // Every fifth wants the whole city, the others a town.
            let area = number.isMultiple(of: 5) ? profile.municipality.id : towns[(number * 7) % towns.count].id
            let earthquake = ["3", "4", "5-", "5+"][(number / 16) % 4]
            let rain = ["2", "3", "4", "5"][(number / 16) % 4]
            // Domains that are reserved for examples (RFC 2606): a mail that slips out finds nobody.
            let domain = ["example.jp", "example.com", "example.net", "example.org"][number % 4]
            let name = "resident-\(String(1000 + number).dropFirst())"
            lines.append(
                "\(name)@\(domain),\(language.rawValue),earthquake;weather;tsunami,\(area.rawValue),"
                    + "earthquake=\(earthquake);weather=\(rain)"
            )
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
