// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import SafeXML

/// What `TelegramReader` and `CityFilter` promise of any bytes; the fuzzer holds them to that, and so do the tests.
enum TelegramProperty {
    /// 市川市 with every code of its profile, so that each kind of bulletin can concern it.
    private static let scope = CityScope(
        name: "市川市",
        municipality: "1220300",
        seismicRegion: "341",
        tsunamiRegion: "312",
        forecastAreas: ["120013", "120010", "120000"],
        forecastRegion: "千葉県",
        seismicPrefecture: "12",
        earlyWarningRegion: "9120",
        rivers: ["830303030400"],
        position: .init(latitude: 35.7219, longitude: 139.9310)
    )

    /// The first promise that these bytes break; nil where all are kept.
    static func fault(in data: Data) -> String? {
        do throws(MarkupError) {
            let telegram = try TelegramReader().read(data)
            guard let again = try? TelegramReader().read(data), again == telegram else {
                return "read again it is something else"
            }
            let concern = CityFilter(scope: scope).decide(telegram)
            guard CityFilter(scope: scope).decide(again) == concern else { return "decided again it is something else" }
            return fault(of: concern, telegram.envelope)
        } catch {
            return error.what.isEmpty || error.remedy.isEmpty ? "a refusal without its reason: \(error)" : nil
        }
    }

    private static func fault(of concern: Concern, _ envelope: TelegramEnvelope) -> String? {
        switch concern {
        case .notConcerned(let reason): return reason.isEmpty ? "not concerned for no reason" : nil
        case .reports(let reports):
            guard !reports.isEmpty else { return "it concerns the city and says nothing" }
            guard Set(reports.map(\.event)).count == reports.count else { return "two reports of one subject" }
            for report in reports {
                if let fault = fault(of: report, envelope) { return "\(report.hazard): \(fault)" }
            }
            return nil
        }
    }

    private static func fault(of report: HazardReport, _ envelope: TelegramEnvelope) -> String? {
        guard !report.areas.isEmpty, report.areas.allSatisfy({ !$0.rawValue.isEmpty }) else { return "no area" }
        guard report.status == envelope.status, report.reportedAt == envelope.reportedAt else {
            return "of another world or time than its telegram"
        }
        switch report.subject {
        case .event(let id): guard !id.isEmpty else { return "an event without an ID" }
        case .area(let code): guard !code.rawValue.isEmpty else { return "an area without a code" }
        }
        guard (report.facts == nil) == (report.kind == .withdrawn) else { return "facts where it withdraws, or none" }
        guard report.facts.map({ $0.hazard == report.hazard }) ?? true else { return "facts of another hazard" }
        if case .bulletin(let facts) = report.facts {
            guard (1...5).contains(facts.level) else { return "level \(facts.level)" }
            guard facts.values.allSatisfy(\.number.isFinite) else {
                return "a number that measures nothing"
            }
        }
        // It is stored as JSON, which has no infinity, and must come back as it was.
        guard let stored = try? JSONEncoder().encode(report),
            let restored = try? JSONDecoder().decode(HazardReport.self, from: stored), restored == report
        else { return "it cannot be stored and restored" }
        return nil
    }
}
