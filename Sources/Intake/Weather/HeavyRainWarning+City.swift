// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension HeavyRainWarning: ReadableBody {
    /// 大雨: concerns the city where the municipality is listed, which JMA does in every bulletin of its prefecture.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        guard let area = municipalities.first(where: { $0.code == scope.municipality }) else {
            let isOurs =
                envelope.headTitle.hasPrefix(scope.forecastRegion)
                || lists.contains { $0.areas.contains { scope.forecastAreas.contains($0.code) } }
            guard isOurs else { return envelope.otherPrefecture(than: scope) }
            return .notConcerned(
                reason: "\(envelope.kind.name) \"\(envelope.headTitle)\" is about \(scope.forecastRegion) but does not "
                    + "list \(scope.name) (\(scope.municipality)), although JMA lists every municipality; check the "
                    + "telegram and the city's code in its profile"
            )
        }
        return .reports([
            envelope.report(
                .heavyRain,
                .area(scope.municipality),
                in: scope,
                facts: .weather(
                    WeatherWarningFacts(
                        code: area.kindCode,
                        level: area.level,
                        previousLevel: area.previousLevel
                    )
                )
            )
        ])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        envelope.headTitle.hasPrefix(scope.forecastRegion)
            ? .reports([envelope.report(.heavyRain, .area(scope.municipality), in: scope, facts: nil)])
            : envelope.otherPrefecture(than: scope)
    }
}
