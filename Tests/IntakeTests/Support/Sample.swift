// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import TestSupport
import Testing

/// One of JMA's samples, with its places taken for others.
struct Sample {
    let text: String

    /// Reads a sample by its name without `.xml`; each swap must find something.
    init(_ name: String, _ swaps: [(String, String)] = []) throws {
        let file = SharedData.appending("jma/samples/\(name).xml")
        text = try swaps.reduce(String(contentsOf: file, encoding: .utf8)) { text, swap in
            let isThere = text.contains(swap.0)
            #expect(isThere, "\(name) has no \(swap.0)")
            return text.replacing(swap.0, with: swap.1)
        }
    }

    func telegram() throws -> Telegram { try TelegramReader().read(Data(text.utf8)) }

    /// What it says of Ichikawa and 江戸川.
    func concern() throws -> Concern {
        let scope = CityScope.ichikawa.with {
            $0.rivers = ["830303030400"]
            $0.earlyWarningRegion = "9120"
        }
        return CityFilter(scope: scope).decide(try telegram())
    }

    func reports() throws -> [HazardReport] { try concern().reports }
}

extension [HazardReport] {
    /// The levels in force, by hazard.
    var levels: [Hazard: Int] {
        reduce(into: [:]) { levels, report in
            if let level = report.weather?.level, level > .none { levels[report.hazard] = level.rawValue }
        }
    }
}
