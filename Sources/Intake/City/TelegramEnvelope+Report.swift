// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension TelegramEnvelope {
    /// A report with what every bulletin has.
    ///
    /// - Parameters:
    ///   - areas: where in the city it applies; the whole municipality where none is named.
    ///   - bulletin: the kind by which later words replace earlier ones; the telegram's own where none is given.
    func report(
        _ hazard: Hazard,
        _ subject: HazardReport.Subject,
        in scope: CityScope,
        facts: Facts?,
        areas: [AreaCode]? = nil,
        role: HazardReport.Role = .primary,
        bulletin: String? = nil
    ) -> HazardReport {
        let reportKind: HazardReport.Kind =
            switch infoType {
            case .issued, .delayed: .issued
            case .corrected: .corrected
            case .withdrawn: .withdrawn
            }
        return HazardReport(
            hazard: hazard,
            subject: subject,
            status: status,
            kind: reportKind,
            reportedAt: reportedAt,
            serial: serial,
            source: Source(
                publisher: publishingOffice,
                bulletin: bulletin ?? kind.name,
                // Control/Title of the seismic kinds is what people call them; of the others it is a technical name.
                title: hazard == .earthquake ? title : headTitle,
                publishedAt: reportedAt
            ),
            areas: areas ?? [scope.municipality],
            facts: facts,
            sentAt: sentAt,
            role: role,
            headline: headline.isEmpty ? nil : headline
        )
    }

    /// A report about the earthquake that the bulletin names.
    func earthquakeReport(_ facts: Facts?, in scope: CityScope) -> Concern {
        guard let event = eventIDs.first, eventIDs.count == 1 else {
            return .notConcerned(
                reason: "\(kind.name) has \(eventIDs.count) event IDs where an earthquake has one, "
                    + "so it cannot be told which earthquake it is about; check the telegram"
            )
        }
        return .reports([report(.earthquake, .event(event), in: scope, facts: facts)])
    }

    /// What the withdrawal of a prefecture's bulletin means: its title names the prefecture, its areas are not told again.
    func withdrawal(of hazard: Hazard, _ subject: HazardReport.Subject, in scope: CityScope) -> Concern {
        guard headTitle.hasPrefix(scope.forecastRegion) else { return otherPrefecture(than: scope) }
        return .reports([report(hazard, subject, in: scope, facts: nil)])
    }

    /// The answer to a bulletin of another prefecture.
    func otherPrefecture(than scope: CityScope) -> Concern {
        .notConcerned(
            reason: "\(kind.name) \"\(headTitle)\" of \(publishingOffice) is not about \(scope.forecastRegion)"
        )
    }
}
