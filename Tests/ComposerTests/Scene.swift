// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Testing

/// Everything that an alert can be about, by name: the table of the golden renderings.
struct Scene: Sendable, CustomTestStringConvertible {
    let name: String
    let facts: Facts
    var change = Change.new
    var status = AlertStatus.actual
    var previous: Facts?

    var testDescription: String { name }

    func alert() throws -> Alert { try Sample.alert(facts, change: change, status: status) }
    func earlier() throws -> Alert? { try previous.map { try Sample.alert($0) } }

    static let all = earthquakes + tsunami + rain + warnings + bulletins + others + drills

    static let earthquakes: [Scene] = {
        typealias Comments = [TsunamiComment]
        let comments: [(String, Comments)] = [
            ("no-tsunami", [.noTsunami]),
            ("tsunami-warning", [.warningInForce]),
            ("undersea", [.possibleIfUndersea, .watchInformation]),
            ("slight-change", [.slightChange]),
            ("goes-on", [.slightChangeGoesOn]),
            ("abroad", [.possibleWidelyInPacific, .underInvestigation]),
            ("abroad-small", [.smallNearHypocentre, .noEffectOnJapan]),
        ]
        return [
            Scene(name: "earthquake-flash", facts: Sample.flash()),
            Scene(name: "earthquake-flash-4", facts: Sample.flash(.four)),
            Scene(name: "earthquake-flash-watch", facts: Sample.flash(comments: [.watchInformation])),
            Scene(name: "earthquake-flash-tsunami", facts: Sample.flash(comments: [.warningInForce])),
            Scene(name: "earthquake-city-unknown-tsunami", facts: Sample.quake(nil, comments: [.warningInForce])),
            Scene(name: "earthquake-presumed", facts: Sample.quake(.fiveLowerPresumed)),
            Scene(name: "earthquake-3", facts: Sample.quake(.three)),
            Scene(name: "earthquake-city-unknown", facts: Sample.quake(nil)),
            Scene(
                name: "earthquake-far",
                facts: Sample.quake(
                    .four,
                    comments: [.warningInForce],
                    hypocentre: Sample.place("288", "三陸沖", depth: .unknown, magnitude: .unknown)
                )
            ),
            Scene(
                name: "earthquake-detailed",
                facts: Sample.quake(.four),
                change: .detailed,
                previous: Sample.flash()
            ),
            Scene(
                name: "earthquake-raised",
                facts: Sample.quake(.sixLower),
                change: .raised,
                previous: Sample.quake(.fiveLower)
            ),
            Scene(
                name: "earthquake-lowered",
                facts: Sample.quake(.four),
                change: .lowered,
                previous: Sample.quake(.fiveLower)
            ),
            Scene(
                name: "earthquake-corrected",
                facts: Sample.quake(.fiveLower),
                change: .corrected,
                previous: Sample.quake(.sixUpper)
            ),
            Scene(
                name: "earthquake-withdrawn",
                facts: Sample.flash(),
                change: .withdrawn,
                previous: Sample.flash()
            ),
            Scene(name: "earthquake-withdrawn-city", facts: Sample.quake(), change: .withdrawn),
        ] + comments.map { Scene(name: "earthquake-\($0)", facts: Sample.quake(comments: $1)) }
    }()

    static let tsunami: [Scene] = {
        let later = Sample.struck.addingTimeInterval(29 * 60)
        return [
            Scene(
                name: "tsunami-major-huge",
                facts: Sample.tsunami(.majorWarning, height: .huge, arrival: .immediate)
            ),
            Scene(
                name: "tsunami-major-above",
                facts: Sample.tsunami(.majorWarning, height: .above(centimetres: 1000), arrival: .presumedArrived)
            ),
            Scene(
                name: "tsunami-warning",
                facts: Sample.tsunami(.warning, height: .centimetres(300), arrival: .expected(later))
            ),
            Scene(
                name: "tsunami-warning-high",
                facts: Sample.tsunami(.warning, height: .high, arrival: .confirmed)
            ),
            Scene(
                name: "tsunami-advisory",
                facts: Sample.tsunami(.advisory, height: .centimetres(100), arrival: .expected(later))
            ),
            Scene(name: "tsunami-advisory-unknown", facts: Sample.tsunami(.advisory, height: .unknown)),
            Scene(
                name: "tsunami-advisory-below",
                facts: Sample.tsunami(.advisory, height: .below(centimetres: 20), arrival: .immediate)
            ),
            Scene(name: "tsunami-forecast", facts: Sample.tsunami(.forecast)),
            Scene(
                name: "tsunami-raised",
                facts: Sample.tsunami(.majorWarning, before: .warning, height: .centimetres(500), arrival: .immediate),
                change: .raised
            ),
            Scene(
                name: "tsunami-lowered",
                facts: Sample.tsunami(.warning, before: .majorWarning, height: .centimetres(300), arrival: .confirmed),
                change: .lowered
            ),
            Scene(
                name: "tsunami-detailed",
                facts: Sample.tsunami(.warning, before: .warning, height: .centimetres(300), arrival: .confirmed),
                change: .detailed
            ),
            Scene(
                name: "tsunami-corrected",
                facts: Sample.tsunami(.warning, height: .centimetres(300), arrival: .expected(later)),
                change: .corrected,
                previous: Sample.tsunami(.advisory)
            ),
            Scene(
                name: "tsunami-withdrawn",
                facts: Sample.tsunami(.warning, height: .centimetres(300)),
                change: .withdrawn
            ),
            Scene(name: "tsunami-ended", facts: Sample.tsunami(.none, before: .warning), change: .ended),
            Scene(name: "tsunami-ended-sea", facts: Sample.tsunami(.forecast, before: .advisory), change: .ended),
            Scene(name: "tsunami-ended-unknown", facts: Sample.tsunami(.none), change: .ended),
            Scene(
                name: "tsunami-ended-advisory",
                facts: Sample.tsunami(.advisory, before: .warning, height: .centimetres(100)),
                change: .ended
            ),
        ]
    }()

    static let rain: [Scene] = [
        Scene(name: "rain-2", facts: Sample.rain(.advisory)),
        Scene(name: "rain-3", facts: Sample.rain(.warning)),
        Scene(name: "rain-4", facts: Sample.rain(.danger)),
        Scene(name: "rain-5", facts: Sample.rain(.emergency)),
        Scene(
            name: "rain-raised",
            facts: Sample.rain(.danger, before: .warning),
            change: .raised,
            previous: Sample.rain(.warning)
        ),
        Scene(name: "rain-lowered", facts: Sample.rain(.warning, before: .danger), change: .lowered),
        Scene(
            name: "rain-corrected",
            facts: Sample.rain(.warning),
            change: .corrected,
            previous: Sample.rain(.emergency)
        ),
        Scene(name: "rain-withdrawn", facts: Sample.rain(.danger), change: .withdrawn),
        Scene(name: "rain-ended", facts: Sample.rain(.none, before: .danger), change: .ended),
        Scene(name: "rain-ended-still-3", facts: Sample.rain(.warning, before: .danger), change: .ended),
        Scene(name: "rain-ended-unknown", facts: Sample.rain(.none), change: .ended),
        Scene(name: "rain-ended-lower", facts: Sample.rain(.advisory, before: .warning), change: .ended),
    ]

    static let warnings: [Scene] = [
        Scene(name: "landslide-4", facts: Sample.warning(.landslide, .danger)),
        Scene(
            name: "landslide-raised",
            facts: Sample.warning(.landslide, .emergency),
            change: .raised,
            previous: Sample.warning(.landslide, .danger)
        ),
        Scene(
            name: "landslide-ended",
            facts: Sample.warning(.landslide, .none, before: .danger),
            change: .ended,
            previous: Sample.warning(.landslide, .danger)
        ),
        Scene(name: "landslide-withdrawn", facts: Sample.warning(.landslide, .danger), change: .withdrawn),
        Scene(name: "flood-3", facts: Sample.warning(.flood, .warning, place: "830303030400", placeName: "江戸川")),
        Scene(name: "storm-surge-2", facts: Sample.warning(.stormSurge, .advisory)),
        Scene(name: "storm-3", facts: Sample.warning(.storm, .warning)),
        Scene(
            name: "storm-lowered",
            facts: Sample.warning(.storm, .advisory),
            change: .lowered,
            previous: Sample.warning(.storm, .warning)
        ),
        Scene(name: "blizzard-5", facts: Sample.warning(.blizzard, .emergency)),
        Scene(name: "heavy-snow-3", facts: Sample.warning(.heavySnow, .warning)),
        Scene(
            name: "waves-corrected",
            facts: Sample.warning(.waves, .advisory),
            change: .corrected,
            previous: Sample.warning(.waves, .warning)
        ),
        Scene(name: "thunder", facts: Sample.warning(.thunder, .advisory)),
        Scene(
            name: "fog-ended",
            facts: Sample.warning(.fog, .none),
            change: .ended,
            previous: Sample.warning(.fog, .advisory)
        ),
    ]

    static let bulletins: [Scene] =
        Hazard.allCases.filter { $0.family == .bulletin }.map { Scene(name: $0.rawValue, facts: Sample.bulletin($0)) }
        + [
            Scene(
                name: "tornado-until",
                facts: Sample.bulletin(
                    .tornado,
                    headline: "千葉県北西部では、竜巻などの激しい突風が発生しやすい気象状況です。",
                    until: Sample.struck.addingTimeInterval(4200)
                )
            ),
            Scene(name: "tornado-ended", facts: Sample.bulletin(.tornado), change: .ended),
            Scene(name: "record-rain-withdrawn", facts: Sample.bulletin(.recordRain), change: .withdrawn),
        ]

    static let others: [Scene] =
        ObservationFacts.Quantity.allCases.map {
            Scene(name: "observation-\($0.rawValue)", facts: Sample.observation($0, 31.5))
        } + [
            Scene(name: "observation-ended", facts: Sample.observation(.rainfall, 3, step: nil), change: .ended),
            Scene(name: "foreign", facts: Sample.foreign()),
            Scene(name: "foreign-ended", facts: Sample.foreign(isOver: true), change: .ended),
            Scene(name: "foreign-withdrawn", facts: Sample.foreign(), change: .withdrawn),
        ]

    static let drills: [Scene] = [
        Scene(name: "drill-landslide", facts: Sample.warning(.landslide, .danger), status: .exercise),
        Scene(name: "drill-earthquake", facts: Sample.quake(), status: .exercise),
        Scene(
            name: "drill-tsunami",
            facts: Sample.tsunami(.majorWarning, height: .huge, arrival: .immediate),
            status: .exercise
        ),
        Scene(name: "drill-rain-ended", facts: Sample.rain(.none, before: .danger), change: .ended, status: .exercise),
        Scene(name: "test-rain", facts: Sample.rain(.danger), status: .test),
    ]
}
