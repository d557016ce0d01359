// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// 気象特別警報報知 (VPNO50): that an emergency warning is in force in a prefecture; the warning itself is told elsewhere.
public struct EmergencyNotice: Sendable, Hashable {
    /// The codes of the emergency warnings and where they are in force.
    public var items: [HeadlineItem]
}

extension EmergencyNotice: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        items = envelope.headlineItems
    }

    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard envelope.headTitle.hasPrefix(scope.forecastRegion) || scope.isNamed(in: items.flatMap(\.areas)) else {
            return envelope.otherPrefecture(than: scope)
        }
        let ours = items.filter { scope.isNamed(in: $0.areas) }
        let facts = BulletinFacts(
            hazard: .information,
            code: ours.first?.kinds.first?.code ?? "",
            name: envelope.headTitle,
            phase: .inForce,
            level: 1,
            places: ours.flatMap(\.kinds).map(\.name),
            headline: envelope.headline
        )
        return .reports([
            envelope.report(.information, .event("VPNO50.\(scope.municipality)"), in: scope, facts: .bulletin(facts))
        ])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.withdrawal(of: .information, .event("VPNO50.\(scope.municipality)"), in: scope)
    }
}
