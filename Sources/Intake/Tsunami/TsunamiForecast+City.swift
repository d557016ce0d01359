// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension TsunamiForecast: ReadableBody {
    /// 津波警報・注意報・予報: each bulletin tells of all coasts. One that is not listed has nothing in force, which ends what
    /// was: a mere forecast (71) is dropped without a word, and a correction may drop a coast.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let code = AreaCode(rawValue: scope.tsunamiRegion)
        let coast = coasts.first { $0.code == code }
        let facts =
            coast?.facts(of: earthquakes, observed: nil)
            ?? TsunamiFacts(
                coast: code,
                grade: .none,
                previousGrade: .none,
                arrival: nil,
                height: nil,
                origin: nil,
                originTime: nil
            )
        return .reports([envelope.report(.tsunami, .area(code), in: scope, facts: .tsunami(facts))])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        .reports([envelope.report(.tsunami, .area(AreaCode(rawValue: scope.tsunamiRegion)), in: scope, facts: nil)])
    }
}
