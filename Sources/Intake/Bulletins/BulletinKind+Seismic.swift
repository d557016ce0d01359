// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension BulletinKind {
    /// Earthquakes and tsunami.
    static let seismic: [BulletinKind] = [
        BulletinKind(
            "VXSE42",
            "緊急地震速報配信テスト",
            "緊急地震速報テスト",
            in: JMANamespace.seismology,
            as: EarlyWarning.self
        )
        .keptUnread,
        BulletinKind("VXSE43", "緊急地震速報(警報)", in: JMANamespace.seismology, as: EarlyWarning.self),
        BulletinKind("VXSE44", "緊急地震速報(予報)", in: JMANamespace.seismology, as: EarlyWarning.self),
        BulletinKind("VXSE45", "緊急地震速報(地震動予報)", in: JMANamespace.seismology, as: EarlyWarning.self),
        BulletinKind("VXSE51", "震度速報", in: JMANamespace.seismology, as: IntensityFlash.self),
        BulletinKind("VXSE52", "震源に関する情報", in: JMANamespace.seismology, as: HypocentreReport.self),
        BulletinKind("VXSE53", "震源・震度に関する情報", in: JMANamespace.seismology, as: HypocentreAndIntensity.self),
        BulletinKind("VXSE56", "地震の活動状況等に関する情報", in: JMANamespace.seismology, as: TextInformation.self).keptUnread,
        BulletinKind("VXSE60", "地震回数に関する情報", in: JMANamespace.seismology, as: TextInformation.self).keptUnread,
        BulletinKind("VXSE61", "顕著な地震の震源要素更新のお知らせ", in: JMANamespace.seismology, as: HypocentreReport.self),
        BulletinKind("VXSE62", "長周期地震動に関する観測情報", in: JMANamespace.seismology, as: LongPeriodMotion.self),
        BulletinKind("VTSE41", "津波警報・注意報・予報", in: JMANamespace.seismology, as: TsunamiForecast.self),
        BulletinKind("VTSE51", "津波情報", in: JMANamespace.seismology, as: TsunamiInformation.self),
        BulletinKind("VTSE52", "沖合の津波観測に関する情報", in: JMANamespace.seismology, as: TsunamiInformation.self),
        BulletinKind("VYSE50", "南海トラフ地震臨時情報", in: JMANamespace.seismology, as: GreatEarthquakeAdvisory.self),
        // Of two codes that share a title: VYSE51 臨時解説 and VYSE52 定例解説.
        BulletinKind("VYSE51", "南海トラフ地震関連解説情報", in: JMANamespace.seismology, as: GreatEarthquakeAdvisory.self)
            .keptUnread,
        BulletinKind("VYSE60", "北海道・三陸沖後発地震注意情報", in: JMANamespace.seismology, as: GreatEarthquakeAdvisory.self),
        BulletinKind("VZSE40", "地震・津波に関するお知らせ", in: JMANamespace.seismology, as: TextInformation.self).keptUnread,
    ]
}
