// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// What of JMA's bulletins concerns a city: the codes by which they name it.
public struct CityScope: Sendable, Hashable {
    /// The city's name as bulletins write it: 市川市.
    public var name: String
    /// The municipality (気象・地震・火山情報／市町村等): 1220300.
    public var municipality: AreaCode
    /// The seismic region (地震情報／細分区域) that holds it: 341.
    public var seismicRegion: String
    /// The stretch of coast (津波予報区): 312.
    public var tsunamiRegion: String
    /// The forecast areas that hold it, narrowest first: 120013 東葛飾, 120010 北西部, 120000 千葉県.
    public var forecastAreas: [AreaCode]
    /// The name of the widest of them (府県予報区), with which the titles of its bulletins begin: 千葉県.
    public var forecastRegion: String

    /// The prefecture in seismic bulletins (地震情報／都道府県等): 12.
    public var seismicPrefecture: String
    /// The region of 緊急地震速報: 9120.
    public var earlyWarningRegion: String
    /// The rivers with flood forecasts (指定河川洪水予報) that concern it: 830303030400.
    public var rivers: [AreaCode]
    /// Where its middle lies, for what is told by position; nil where the profile does not say.
    public var position: Position?

    /// A place on the earth in degrees, north and east positive.
    public struct Position: Sendable, Hashable {
        /// Latitude.
        public var latitude: Double
        /// Longitude.
        public var longitude: Double

        /// A place.
        public init(latitude: Double, longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// What the region around it (地方予報区) is called in titles: 関東甲信地方.
    public var regions: [String] = ["関東甲信", "関東"]

    /// Names a city by its codes.
    public init(
        name: String,
        municipality: AreaCode,
        seismicRegion: String,
        tsunamiRegion: String,
        forecastAreas: [AreaCode],
        forecastRegion: String,
        seismicPrefecture: String = "",
        earlyWarningRegion: String = "",
        rivers: [AreaCode] = [],
        position: Position? = nil
    ) {
        self.name = name
        self.municipality = municipality
        self.seismicRegion = seismicRegion
        self.tsunamiRegion = tsunamiRegion
        self.forecastAreas = forecastAreas
        self.forecastRegion = forecastRegion
        self.seismicPrefecture = seismicPrefecture
        self.earlyWarningRegion = earlyWarningRegion
        self.rivers = rivers
        self.position = position
    }
}
