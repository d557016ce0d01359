// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// 南海トラフ地震臨時情報 and 関連解説情報 (VYSE50, 51, 52), 北海道・三陸沖後発地震注意情報 (VYSE60): that a great earthquake has
/// become more likely than it always is.
public struct GreatEarthquakeAdvisory: Sendable, Hashable {
    /// JMA's code (地震関連情報番号コード); empty where there is none.
    public var code: String
    /// JMA's word: 調査中, 巨大地震警戒, 巨大地震注意, 調査終了; empty where there is none.
    public var word: String
    /// What it says, in sentences.
    public var text: String
}

extension GreatEarthquakeAdvisory: ReadableBody {
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        let information = try body.required("EarthquakeInfo")
        let serial = information.first("InfoSerial")
        code = serial?.string("Code") ?? ""
        word = serial?.string("Name") ?? ""
        text = information.string("Text") ?? ""
    }

    /// The level on the scale of 震度, on which residents choose from what on they are told of earthquakes: 巨大地震注意 and
    /// 後発地震注意情報 are for everybody who is told of any, and so is 巨大地震警戒, a step beyond the scale so that it counts as
    /// worse. 調査中 is for those who are told of 5弱.
    private static func measure(ofLevel level: Int) -> Int {
        switch level {
        case 5...: SeismicIntensity.seven.measure.rawValue + 1
        case 4: SeismicIntensity.seven.measure.rawValue
        case 3: SeismicIntensity.fiveLower.measure.rawValue
        default: SeismicIntensity.one.measure.rawValue
        }
    }

    /// Concerns the whole country; what the city does about it, its officers say.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let level =
            switch word {
            case let word where word.contains("警戒"): 5
            case let word where word.contains("注意"): 4
            case let word where word.contains("調査中"): 3
            case let word where word.contains("終了"): 1
            default: envelope.kind.name == "VYSE60" ? 4 : envelope.kind.name == "VYSE50" ? 3 : 1
            }
        let facts = BulletinFacts(
            hazard: .nankaiTrough,
            code: code,
            name: envelope.headTitle,
            phase: word.contains("終了") ? .over : .inForce,
            level: level,
            headline: envelope.headline.isEmpty ? String(text.prefix(200)) : envelope.headline,
            thresholdMeasure: GreatEarthquakeAdvisory.measure(ofLevel: level)
        )
        // What explains (VYSE51, 52) is a state of its own: it neither lifts nor lowers what VYSE50 said.
        let subject = "\(envelope.kind.name == "VYSE50" ? "nankai" : envelope.kind.name)"
        return .reports([envelope.report(.nankaiTrough, .event(subject), in: scope, facts: .bulletin(facts))])
    }

    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern {
        let subject = "\(envelope.kind.name == "VYSE50" ? "nankai" : envelope.kind.name)"
        return .reports([envelope.report(.nankaiTrough, .event(subject), in: scope, facts: nil)])
    }
}
