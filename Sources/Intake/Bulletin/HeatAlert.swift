// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// 熱中症警戒アラート and 熱中症特別警戒アラート (VPFT50): a day of dangerous heat in one prefecture.
public struct HeatAlert: Sendable, Hashable {
    /// The text as JMA writes it.
    public var text: String
    /// The day for which it holds, in Japan.
    public var day: JapaneseDay
    /// Whether it is the special alert.
    public var isSpecial: Bool
}

extension HeatAlert: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        text = body.all("Comment").flatMap { $0.all("Text") }.compactMap(\.content).joined(separator: "\n")
        day = HeatAlert.day(of: envelope, text: text)
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
            validUntil: day.end,
            headline: envelope.headline.isEmpty ? first : envelope.headline
        )
        return .reports([envelope.report(.heat, .event(day.description), in: scope, facts: .bulletin(facts))])
    }

    /// The day for which it holds: the one for tomorrow (第１号) comes at 17 h, special ones at 14 h, the one for today at 5 h.
    ///
    /// The text says which (明日（１２日）); where there is none, as in a withdrawal, TargetDateTime does if it names a later
    /// day, and else the hour. Each day is an event of its own, so that the alert for tomorrow is news while the one of
    /// today stands; 第２号 of the same day is none.
    private static func day(of envelope: TelegramEnvelope, text: String) -> JapaneseDay {
        let reported = JapaneseDay(of: envelope.reportedAt)
        let words = TelegramKind.halfWidth(envelope.headline + text)
        if let found = words.firstMatch(of: /(今日|明日)\((\d{1,2})日\)/) {
            let said = found.1 == "今日" ? reported : reported.next
            // By the number where midnight came between the writing and the sending.
            return [said, reported, reported.next].first { $0.dayOfMonth == Int(found.2) } ?? said
        }
        let target = envelope.targetAt ?? envelope.reportedAt
        let named = JapaneseDay(of: target)
        if named > reported { return named }
        return JapaneseDay.hour(of: target) >= 12 ? named.next : named
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.withdrawal(of: .heat, .event(day(of: envelope, text: "").description), in: scope)
    }
}
