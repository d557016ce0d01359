// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

extension TsunamiForecast: ReadableBody {
    /// 津波警報・注意報・予報: concerns the city where its coast is listed, be it that something was lifted there.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let code = AreaCode(rawValue: scope.tsunamiRegion)
        guard let coast = coasts.first(where: { $0.code == code }) else {
            let grade = coasts.map(\.grade).max()
            let highest = coasts.first { $0.grade == grade }
            let rest = highest.map { "; highest is \($0.grade.name) at \($0.name)" } ?? ""
            return .notConcerned(
                reason: "\(envelope.kind.name) does not list coast \(scope.tsunamiRegion) of \(scope.name), so nothing "
                    + "is in force there\(rest)"
            )
        }
        // Where several earthquakes are behind it, none of them is "the" origin.
        let origin = earthquakes.count == 1 ? earthquakes.first : nil
        return .reports([
            envelope.report(
                .tsunami,
                .area(code),
                in: scope,
                facts: .tsunami(
                    TsunamiFacts(
                        coast: code,
                        grade: coast.grade,
                        previousGrade: coast.previousGrade,
                        arrival: coast.arrival,
                        height: coast.height,
                        origin: origin?.hypocentre,
                        originTime: origin?.originTime
                    )
                )
            )
        ])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        .reports([envelope.report(.tsunami, .area(AreaCode(rawValue: scope.tsunamiRegion)), in: scope, facts: nil)])
    }
}
