// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The codes under which telegrams speak of the city.
///
/// They stand as in JMA's code tables; the tables number independently, so a code means something only together with
/// the name of its field.
public struct CityCodes: Sendable, Hashable {
    /// 市町村等 of the weather warnings: "1220300".
    public let weatherMunicipality: String
    /// Forecast areas that hold the city, nearest first: "120013", "120010", "120000".
    public let forecastAreas: [String]
    /// 市町村 of the intensity reports: "1220300".
    public let seismicMunicipality: String
    /// 地震情報／細分区域: "341".
    public let seismicRegion: String
    /// The city's 震度観測点.
    public let seismicPoints: [String]
    /// 緊急地震速報／府県予報区: "9120".
    public let eewRegion: String
    /// 津波予報区: "312".
    public let tsunamiRegion: String
    /// 指定河川洪水予報 that concern the city.
    public let riverForecasts: [String]
    /// The office that issues the city's weather warnings: 銚子地方気象台.
    public let weatherOffice: String
}
