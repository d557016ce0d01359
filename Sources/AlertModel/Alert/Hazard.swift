// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The kind of event that an alert is about.
public enum Hazard: String, Sendable, Hashable, Codable, CaseIterable {
    case earthquake
    /// 緊急地震速報: too fast for mail; logged.
    case earthquakeEarlyWarning = "earthquake-early-warning"
    /// 南海トラフ地震に関連する情報, 北海道・三陸沖後発地震注意情報
    case nankaiTrough = "nankai-trough"
    case tsunami

    // MARK: By level since 2026-05-28
    /// 大雨
    case heavyRain = "heavy-rain"
    /// 土砂災害
    case landslide
    /// 洪水, by river
    case flood
    /// 高潮
    case stormSurge = "storm-surge"

    // MARK: 注意報, 警報, 特別警報 without a level
    /// 暴風, 強風
    case storm
    /// 暴風雪, 風雪
    case blizzard
    /// 大雪
    case heavySnow = "heavy-snow"
    /// 波浪
    case waves

    // MARK: 注意報 alone
    /// 雷
    case thunder
    /// 濃霧
    case fog
    /// 乾燥
    case dryAir = "dry-air"
    /// なだれ
    case avalanche
    /// 低温
    case lowTemperature = "low-temperature"
    /// 霜
    case frost
    /// 着氷
    case icing
    /// 着雪
    case snowAccretion = "snow-accretion"
    /// 融雪
    case snowMelting = "snow-melting"
    /// その他の注意報
    case otherAdvisory = "other-advisory"

    // MARK: Bulletins
    /// 竜巻注意情報
    case tornado
    /// 記録的短時間大雨
    case recordRain = "record-rain"
    /// 線状降水帯
    case rainband = "linear-rainband"
    /// 顕著な大雪
    case snowfall = "sudden-snowfall"
    /// 熱中症警戒アラート
    case heat
    /// 台風
    case typhoon
    /// 早期注意情報: level 1
    case outlook
    /// 気象解説情報 and other words of JMA that warn of nothing by themselves.
    case information
    /// 噴火
    case volcano
    /// 降灰
    case ash = "volcanic-ash"

    // MARK: The city's own sensors and others' alerts
    /// 市内観測情報
    case observation
    /// A CAP alert of another sender.
    case foreign = "foreign-alert"

    // MARK: What officers announce themselves
    /// 避難情報, 避難所
    case evacuation
    /// ミサイル, 武力攻撃, テロ
    case attack
    /// A danger at one place: fire, gas, an unexploded bomb.
    case danger = "local-danger"
    /// 行方不明
    case missingPerson = "missing-person"
    /// 不審者, ひったくり, 詐欺, 侵入盗
    case crime
    /// 交通事故
    case traffic = "traffic-accidents"
    /// 休校, 下校, 引き取り
    case school
    /// 断水, 停電
    case utility = "utility-failure"

    /// Hazards that are told in the same form.
    public enum Family: String, Sendable, Hashable, Codable, CaseIterable {
        case earthquake
        case tsunami
        case heavyRain = "heavy-rain"
        /// 土砂災害, 洪水, 高潮: warnings by level.
        case levelWarning = "level-warning"
        /// Warnings and advisories by their old names.
        case namedWarning = "named-warning"
        /// What JMA says beside its warnings.
        case bulletin
        case observation
        case foreign = "foreign-alert"
        /// What officers announce by forms.
        case situation = "situations"
    }

    /// The form in which it is told; the name of its template.
    public var family: Family {
        switch self {
        case .earthquake: .earthquake
        case .tsunami: .tsunami
        case .heavyRain: .heavyRain
        case .landslide, .flood, .stormSurge: .levelWarning
        case .storm, .blizzard, .heavySnow, .waves, .thunder, .fog, .dryAir, .avalanche, .lowTemperature, .frost,
            .icing, .snowAccretion, .snowMelting, .otherAdvisory:
            .namedWarning
        case .earthquakeEarlyWarning, .nankaiTrough, .tornado, .recordRain, .rainband, .snowfall, .heat, .typhoon,
            .outlook, .information, .volcano, .ash:
            .bulletin
        case .observation: .observation
        case .foreign: .foreign
        case .evacuation, .attack, .danger, .missingPerson, .crime, .traffic, .school, .utility: .situation
        }
    }

    /// The topic under which residents subscribe to it.
    public var topic: Topic {
        switch self {
        case .earthquake, .earthquakeEarlyWarning, .nankaiTrough: .earthquake
        case .tsunami: .tsunami
        case .volcano, .foreign, .evacuation, .attack, .danger, .utility: .emergency
        case .missingPerson, .crime, .traffic: .crime
        case .school: .school
        case .observation: .observation
        default: .weather
        }
    }
}
