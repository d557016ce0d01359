// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension BulletinKind {
    /// Warnings and advisories of the weather, and what may become one.
    ///
    /// VPWS50 is not among JMA's published samples: its Body is read as the lists of warnings that all others of its family
    /// have, here of the whole country.
    static let weather: [BulletinKind] = [
        BulletinKind("VPWW53", "気象特別警報・警報・注意報", in: JMANamespace.meteorology, as: WeatherWarnings.self),
        BulletinKind("VPWW54", "気象警報・注意報(H27)", in: JMANamespace.meteorology, as: WeatherWarnings.self),
        BulletinKind("VPWW55", "気象警報・注意報(R06)(大雨)", in: JMANamespace.meteorology, as: WeatherWarnings.self),
        BulletinKind(
            "VPWW56",
            "気象警報・注意報(R06)(土砂)",
            "気象警報・注意報(R06)(土砂災害)",
            in: JMANamespace.meteorology,
            as: WeatherWarnings.self
        ),
        BulletinKind("VPWW57", "気象警報・注意報(R06)(高潮)", in: JMANamespace.meteorology, as: WeatherWarnings.self),
        BulletinKind("VPWW58", "気象警報・注意報(R06)(暴風)", in: JMANamespace.meteorology, as: WeatherWarnings.self),
        BulletinKind("VPWW59", "気象警報・注意報(R06)(波浪)", in: JMANamespace.meteorology, as: WeatherWarnings.self),
        BulletinKind("VPWW60", "気象警報・注意報(R06)(大雪)", in: JMANamespace.meteorology, as: WeatherWarnings.self),
        BulletinKind(
            "VPWW61",
            "気象警報・注意報(R06)(その他注意報)",
            "気象警報・注意報(R06)(その他の注意報)",
            in: JMANamespace.meteorology,
            as: WeatherWarnings.self
        ),
        BulletinKind(
            "VPWS50",
            "気象警報・注意報(R06)(集約通報)",
            in: JMANamespace.meteorology,
            as: WeatherWarnings.self
        )
        .keptUnread,
        BulletinKind("VPWP50", "気象警報・注意報時系列情報(R06)", in: JMANamespace.meteorology, as: Outlook.self).keptUnread,
        BulletinKind("VXWW50", "土砂災害警戒情報", in: JMANamespace.meteorology, as: LandslideWarning.self),
        BulletinKind("VXKOxx", "指定河川洪水予報", in: JMANamespace.meteorology, as: RiverForecast.self),
        BulletinKind("VXSUxx", "水位周知河川に関する情報", in: JMANamespace.meteorology, as: RiverForecast.self),
        BulletinKind("VPFD60", "警報級の可能性(明日まで)", in: JMANamespace.meteorology, as: Outlook.self).keptUnread,
        BulletinKind(
            "VPFD61",
            "早期注意情報(明後日まで)",
            "早期注意情報(明日まで)(R06)",
            in: JMANamespace.meteorology,
            as: Outlook.self
        )
        .keptUnread,
        BulletinKind("VPFW60", "警報級の可能性(明後日以降)", in: JMANamespace.meteorology, as: Outlook.self).keptUnread,
    ]
}
