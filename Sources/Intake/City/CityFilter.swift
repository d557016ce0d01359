// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// Decides whether a telegram concerns the city, and says so in the city's terms.
///
/// It knows one telegram at a time. Whether a report brings anything new is the alert desk's to say, and so is whether
/// anything was ever announced of what a withdrawal withdraws.
public struct CityFilter: Sendable {
    let scope: CityScope

    /// A filter for a city.
    public init(scope: CityScope) {
        self.scope = scope
    }

    /// Says what a telegram means for the city, or why nothing.
    public func decide(_ telegram: Telegram) -> Concern {
        let envelope = telegram.envelope
        switch telegram.body {
        case .intensityFlash(let flash):
            return decide(flash, envelope)
        case .hypocentreAndIntensity(let bulletin):
            return decide(bulletin, envelope)
        case .tsunami(let forecast):
            return decide(forecast, envelope)
        case .heavyRain(let warning):
            return decide(warning, envelope)
        case .none:
            return decideWithdrawal(envelope)
        case .unread:
            return .notConcerned(
                reason: "\"\(envelope.kind.name)\" is not a kind of bulletin that makes alerts "
                    + "(VXSE51, VXSE53, VTSE41 and VPWW55 are)"
            )
        }
    }

    /// A withdrawal names no places: it concerns the city if the bulletin that it withdraws could have.
    private func decideWithdrawal(_ envelope: TelegramEnvelope) -> Concern {
        switch envelope.kind {
        case .vxse51, .vxse53:
            return earthquakeReport(envelope, facts: nil)
        case .vtse41:
            let coast = AreaCode(rawValue: scope.tsunamiRegion)
            return .report(report(.tsunami, .area(coast), envelope, facts: nil))
        case .vpww55:
            guard envelope.headTitle.hasPrefix(scope.forecastRegion) else { return otherPrefecture(envelope) }
            return .report(report(.heavyRain, .area(scope.municipality), envelope, facts: nil))
        case .other:
            return .notConcerned(reason: "\"\(envelope.kind.name)\" is not a kind of bulletin that makes alerts")
        }
    }

    /// A report about the event that the bulletin names.
    func earthquakeReport(_ envelope: TelegramEnvelope, facts: Facts?) -> Concern {
        guard let event = envelope.eventIDs.first, envelope.eventIDs.count == 1 else {
            return .notConcerned(
                reason: "\(envelope.kind.name) has \(envelope.eventIDs.count) event IDs where an earthquake has one, "
                    + "so it cannot be told which earthquake it is about; check the telegram"
            )
        }
        return .report(report(.earthquake, .event(event), envelope, facts: facts))
    }

    /// The answer to a bulletin of another prefecture.
    func otherPrefecture(_ envelope: TelegramEnvelope) -> Concern {
        .notConcerned(
            reason: "\(envelope.kind.name) \"\(envelope.headTitle)\" of \(envelope.publishingOffice) is not about "
                + "\(scope.forecastRegion)"
        )
    }

    /// A report with what every bulletin has.
    func report(
        _ hazard: Hazard,
        _ subject: HazardReport.Subject,
        _ envelope: TelegramEnvelope,
        facts: Facts?
    ) -> HazardReport {
        let kind: HazardReport.Kind =
            switch envelope.infoType {
            case .issued, .delayed: .issued
            case .corrected: .corrected
            case .withdrawn: .withdrawn
            }
        return HazardReport(
            hazard: hazard,
            subject: subject,
            status: envelope.status,
            kind: kind,
            reportedAt: envelope.reportedAt,
            serial: envelope.serial,
            source: Source(
                publisher: envelope.publishingOffice,
                bulletin: envelope.kind.name,
                // Control/Title of the seismic kinds is what people call them; of the others it is a technical name.
                title: hazard == .earthquake ? envelope.title : envelope.headTitle,
                publishedAt: envelope.reportedAt
            ),
            areas: [scope.municipality],
            facts: facts,
            sentAt: envelope.sentAt
        )
    }
}
