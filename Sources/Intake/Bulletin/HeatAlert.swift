// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

public import struct Foundation.Date

/// 熱中症警戒アラート and 熱中症特別警戒アラート (VPFT50): a day of dangerous heat in one prefecture.
public struct HeatAlert: Sendable, Hashable {
    /// The text as JMA writes it.
    public var text: String
    /// The day for which it holds, its beginning.
    public var day: Date
    /// Whether it is the special alert.
    public var isSpecial: Bool
}

extension HeatAlert: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        text = body.all("Comment").flatMap { $0.all("Text") }.compactMap(\.content).joined(separator: "\n")
        day = envelope.targetAt ?? envelope.reportedAt
        isSpecial = envelope.headTitle.contains("特別警戒")
    }

    /// Its title names the prefecture; it has no codes.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard envelope.headTitle.hasPrefix(scope.forecastRegion) else { return envelope.otherPrefecture(than: scope) }
        let first = text.split(separator: "。", omittingEmptySubsequences: true).first.map { "\($0)。" } ?? ""
        let facts = BulletinFacts(
            hazard: .heat,
            code: isSpecial ? "2" : "1",
            name: isSpecial ? "熱中症特別警戒アラート" : "熱中症警戒アラート",
            phase: .inForce,
            level: isSpecial ? 5 : 3,
            places: [scope.forecastRegion],
            // Until the evening of its day in Japan: the one for tomorrow comes at 17 h, the one for today at 5 h.
            validUntil: endOfDay,
            headline: envelope.headline.isEmpty ? first : envelope.headline
        )
        return .reports([envelope.report(.heat, .area(scope.municipality), in: scope, facts: .bulletin(facts))])
    }

    private var endOfDay: Date {
        let japan = 9.0 * 3600
        let days = ((day.timeIntervalSince1970 + japan) / 86_400).rounded(.down)
        return Date(timeIntervalSince1970: (days + 1) * 86_400 - japan)
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.withdrawal(of: .heat, .area(scope.municipality), in: scope)
    }
}
