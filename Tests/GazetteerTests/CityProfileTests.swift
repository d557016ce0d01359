// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Gazetteer
import TestSupport
import Testing

@Suite struct CityProfileTests {
    let profile: CityProfile

    init() throws {
        profile = try Ichikawa.profile()
    }

    @Test func saysWhoTheCityIs() {
        #expect(profile.identifier == "ichikawa")
        #expect(profile.municipality.id == "1220300")
        #expect(profile.municipality.kind == .municipality)
        #expect(profile.municipality.reading == "いちかわし")
        #expect(profile.areas[profile.municipality.id] == profile.municipality)
    }

    @Test func holdsTheCodesOfTelegrams() {
        let codes = profile.codes
        #expect(codes.weatherMunicipality == "1220300")
        #expect(codes.forecastAreas == ["120013", "120010", "120000"])
        #expect(codes.seismicMunicipality == "1220300")
        #expect(codes.seismicRegion == "341")
        #expect(codes.seismicPoints == ["1220320", "1220321", "1220332"])
        #expect(codes.eewRegion == "9120")
        #expect(codes.tsunamiRegion == "312")
        #expect(codes.riverForecasts == ["830303030400"])
        #expect(codes.weatherOffice == "銚子地方気象台")
    }

    @Test func countsItsPlaces() {
        let areas = profile.areas
        #expect(areas.towns.count == 78)
        #expect(areas.schools.count == 56)
        #expect(areas.rivers.count == 7)
        #expect(areas.coasts.map(\.id) == ["312"])
        #expect(Set(areas.all.map(\.id)).count == areas.all.count)
    }

    @Test func namesTheStationsOfTheFloodForecast() {
        #expect(profile.riverStations.map(\.name) == ["西関宿", "野田"])
        #expect(profile.riverStations.map(\.code) == ["83030303040000016", "83030303040000017"])
        #expect(profile.riverStations.allSatisfy { $0.river == "830303030400" })
    }

    @Test func signsAlertsAndAccountMailDifferently() throws {
        let sender = profile.sender
        #expect(sender.alertAddress != sender.accountAddress)
        #expect(sender.publicURL.scheme == "https")
        #expect(sender.displayName(in: "ja") == "市川市からのお知らせ")
        #expect(sender.displayName(in: "en") == "Ichikawa City Alerts")
        #expect(sender.displayName(in: "vi") == "thành phố Ichikawa")
        #expect(sender.displayName(in: "xx") == "Ichikawa City Alerts")
        let weather = try #require(profile.topic("weather"))
        #expect(sender.listId(of: weather) == "weather.lists.shirase.ichikawa.example")
    }

    @Test func offersEveryTopic() {
        #expect(profile.topics.map(\.key) == TopicProfile.keys)
        #expect(Set(profile.topics.map(\.listIdLabel)).count == profile.topics.count)
        #expect(profile.topic("earthquake")?.defaultThreshold == "4")
        #expect(profile.topic("crime")?.defaultThreshold == nil)
        #expect(profile.topic("weddings") == nil)
    }

    @Test func statesItsRules() {
        let rules = profile.rules
        #expect(rules.drills == .record && rules.disagreementMinutes == 10)
        #expect(rules.expiryHours[.heavyRain] == 24 && rules.expiryHours[.volcano] == nil)
        #expect(rules.budget.perEvent == 8 && rules.budget.exempt == [.immediate, .urgent])
        let names = Set(rules.rules.map(\.name))
        #expect(names.count == rules.rules.count)
        #expect(names.isSuperset(of: ["earthquake", "tsunami", "level", "foreign"]))
        // Every hazard has a rule of its own, so that none falls through by oversight.
        for hazard in Hazard.allCases {
            #expect(rules.rules.contains { $0.hazards.contains(hazard) }, "\(hazard)")
        }
    }

    /// A resident's default is never wider than what the city announces at all.
    @Test func defaultsAreNoWiderThanTheRules() throws {
        for (hazard, topic) in [(Hazard.earthquake, Topic.earthquake), (.heavyRain, .weather), (.tsunami, .tsunami)] {
            let rule = try #require(profile.rules.rules.first { $0.hazards.contains(hazard) && $0.action == .issue })
            let text = try #require(profile.topic(topic.rawValue)?.defaultThreshold)
            let told = try #require(Measure(threshold: text, topic: topic))
            #expect(told >= rule.minimum, "\(hazard)")
        }
    }

    @Test func creditsItsSources() {
        let sources = profile.credits.map(\.source).joined()
        for owner in ["Japan Post", "市川市", "Geolonia", "気象庁"] {
            #expect(sources.contains(owner))
        }
    }
}
