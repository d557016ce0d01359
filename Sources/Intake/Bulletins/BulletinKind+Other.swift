// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension BulletinKind {
    /// What JMA says beside its warnings: tornado, record rain, heat, typhoon, volcano, information.
    static let other: [BulletinKind] =
        flashes + volcanoes + (observedVolcanoes + typhoons + information).map(\.keptUnread)

    private static let flashes: [BulletinKind] = [
        BulletinKind("VPBS50", "府県気象防災速報", in: JMANamespace.meteorology, as: WeatherFlash.self),
        BulletinKind("VPOA50", "記録的短時間大雨情報", in: JMANamespace.meteorology, as: RecordRain.self),
        BulletinKind("VPHW50", "竜巻注意情報", in: JMANamespace.meteorology, as: TornadoWatch.self),
        BulletinKind("VPHW51", "竜巻注意情報(目撃情報付き)", in: JMANamespace.meteorology, as: TornadoWatch.self),
        BulletinKind(
            "VPFT50",
            "熱中症警戒アラート",
            "熱中症特別警戒アラート",
            "熱中症特別警戒情報",
            in: JMANamespace.meteorology,
            as: HeatAlert.self
        ),
    ]

    private static let volcanoes: [BulletinKind] = [
        BulletinKind("VFVO50", "噴火警報・予報", in: JMANamespace.volcanology, as: VolcanoBulletin.self),
        BulletinKind("VFVO54", "降灰予報(速報)", in: JMANamespace.volcanology, as: VolcanoBulletin.self),
        BulletinKind("VFVO55", "降灰予報(詳細)", in: JMANamespace.volcanology, as: VolcanoBulletin.self),
        BulletinKind("VFVO56", "噴火速報", in: JMANamespace.volcanology, as: VolcanoBulletin.self),
    ]

    private static let observedVolcanoes: [BulletinKind] = [
        BulletinKind("VFVO51", "火山の状況に関する解説情報", in: JMANamespace.volcanology, as: VolcanoBulletin.self),
        BulletinKind("VFVO52", "噴火に関する火山観測報", in: JMANamespace.volcanology, as: VolcanoBulletin.self),
        BulletinKind("VFVO53", "降灰予報(定時)", in: JMANamespace.volcanology, as: VolcanoBulletin.self),
        BulletinKind("VFVO60", "推定噴煙流向報", in: JMANamespace.volcanology, as: VolcanoBulletin.self),
        BulletinKind(
            "VFSVxx",
            "火山現象に関する海上警報・海上予報",
            "火山現象に関する海上警報・予報",
            in: JMANamespace.volcanology,
            as: VolcanoBulletin.self
        ),
    ]

    private static let typhoons: [BulletinKind] = [
        BulletinKind(
            "VPTW6x",
            "台風解析・予報情報(5日予報)(H30)",
            in: JMANamespace.meteorology,
            as: TyphoonForecast.self
        ),
        BulletinKind("VPTI50", "全般台風情報", in: JMANamespace.meteorology, as: TextInformation.self),
        BulletinKind("VPTI51", "全般台風情報(定型)", in: JMANamespace.meteorology, as: TextInformation.self),
        BulletinKind("VPTI52", "全般台風情報(詳細)", in: JMANamespace.meteorology, as: TextInformation.self),
    ]

    private static let information: [BulletinKind] = [
        BulletinKind("VPZJ50", "全般気象情報", in: JMANamespace.meteorology, as: TextInformation.self),
        BulletinKind("VPZJ51", "全般気象解説情報", in: JMANamespace.meteorology, as: TextInformation.self),
        BulletinKind("VPCJ50", "地方気象情報", in: JMANamespace.meteorology, as: TextInformation.self),
        BulletinKind("VPCJ51", "地方気象解説情報", in: JMANamespace.meteorology, as: TextInformation.self),
        BulletinKind("VPFJ50", "府県気象情報", in: JMANamespace.meteorology, as: TextInformation.self),
        BulletinKind("VPFJ51", "府県気象解説情報", in: JMANamespace.meteorology, as: TextInformation.self),
        BulletinKind("VPNO50", "気象特別警報報知", in: JMANamespace.meteorology, as: EmergencyNotice.self),
    ]
}
