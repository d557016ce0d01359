// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Composer
import Foundation
import Gazetteer
import Intake
import Localization
import Mail
import Registry
import Sensors

/// A city's profile, words and templates, read once, and what the rooms must know of them.
struct City: Sendable {
    let profile: CityProfile
    let phrases: PhraseBook
    let composer: Composer

    /// Reads a profile's folder and the resources; faults name file, line and key.
    init(profile folder: URL, resources: URL) throws {
        do {
            profile = try CityProfile(directory: folder, bulletins: Self.bulletins)
            phrases = try PhraseBook(directory: resources.appendingPathComponent("Locales"))
            composer = try Composer(
                templates: resources.appendingPathComponent("Templates"),
                phraseBook: phrases,
                city: profile,
                locales: resources.appendingPathComponent("Locales"),
                unsubscribeMarker: MessageTemplate.unsubscribeHole
            )
        } catch {
            throw Failure(.badConfiguration, "\(error)")
        }
    }

    /// The kinds of bulletin that rules may name.
    static let bulletins = Set(BulletinKind.names).union(["CAP", GaugeState.bulletin])

    /// The codes by which telegrams name the city.
    var scope: CityScope {
        let codes = profile.codes
        let widest = codes.forecastAreas.last.flatMap { profile.areas[AreaCode(rawValue: $0)] }
        return CityScope(
            name: profile.municipality.name(in: "ja"),
            municipality: profile.municipality.id,
            seismicRegion: codes.seismicRegion,
            tsunamiRegion: codes.tsunamiRegion,
            forecastAreas: codes.forecastAreas.map(AreaCode.init(rawValue:)),
            forecastRegion: widest?.name(in: "ja") ?? "",
            // The first two digits of a municipality's code are its prefecture's (JIS X 0401).
            seismicPrefecture: String(codes.seismicMunicipality.prefix(2)),
            earlyWarningRegion: codes.eewRegion,
            rivers: codes.riverForecasts.map(AreaCode.init(rawValue:)),
            position: profile.position.map { .init(latitude: $0.latitude, longitude: $0.longitude) }
        )
    }

    /// Decides what telegrams lead to, by the city's rules or others.
    func judge(_ rules: IssueRules? = nil) -> Judge {
        Judge(rules: rules ?? profile.rules, identity: identity)
    }

    /// What the city's alerts bear.
    var identity: AlertIdentity {
        AlertIdentity(prefix: profile.identifier, sender: profile.sender.capSender)
    }

    /// What an import must know.
    var importRules: ImportRules {
        let areas = profile.areas
        var thresholds: [Topic: Measure] = [:]
        for topic in profile.topics {
            guard let known = Topic(rawValue: topic.key) else { continue }
            thresholds[known] =
                topic.defaultThreshold.flatMap { Measure(threshold: $0, topic: known) } ?? Measure(rawValue: 1)
        }
        return ImportRules(
            address: Self.subscriberAddress,
            area: { text in
                let code = AreaCode(rawValue: text)
                if areas.contains(code) { return code }
                // A name must mean one area exactly: a wrong area is worse than a row that is not taken.
                let named = areas.all.filter { $0.name(in: "ja") == text }
                return named.count == 1 ? named[0].id : nil
            },
            wholeCity: profile.municipality.id,
            defaultThresholds: thresholds
        )
    }

    /// Reads an address as the mail room does.
    static func subscriberAddress(_ text: String) throws -> SubscriberAddress {
        let address = try EmailAddress(parsing: text)
        return SubscriberAddress(wire: address.wire, key: address.registryKey, domain: address.domain)
    }
}

extension City {
    /// A text around the messages, in the first of the reader's language, easy Japanese, English and Japanese that has it.
    func phrase(_ key: String, in language: Language) -> String {
        for candidate in [language, .easyJapanese, .english, .japanese] {
            if let text = try? phrases.format(PhraseKey(rawValue: key), in: candidate) { return text }
        }
        return key
    }
}
