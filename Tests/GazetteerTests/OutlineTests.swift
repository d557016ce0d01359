// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Gazetteer
import TestSupport
import Testing

@Suite struct OutlineTests {
    /// A square of latitudes and longitudes.
    private static func square(_ south: Double, _ west: Double, _ north: Double, _ east: Double) -> [Position] {
        [(south, west), (south, east), (north, east), (north, west), (south, west)].map(Position.init)
    }

    @Test func whatHoldsTouchesOrCrossesTheCityTouchesIt() throws {
        let outline = try Ichikawa.profile().outline
        for (ring, isTouching) in [
            (Self.square(35, 139, 36, 141), true), (Self.square(35.721, 139.930, 35.722, 139.931), true),
            (Self.square(35.70, 139.5, 35.71, 140.5), true), (Self.square(35.60, 139.80, 35.70, 139.94), true),
            (Self.square(35.8, 139.8, 35.9, 140.1), false), (Self.square(35.60, 139.70, 35.75, 139.85), false),
            (Self.square(-36, 139, -35, 141), false),
        ] {
            #expect(outline.touches(ring: ring) == isTouching, "\(ring)")
        }
    }

    @Test func aCircleTouchesFromItsMiddleToItsRim() throws {
        let outline = try Ichikawa.profile().outline
        let tokyo = Position(latitude: 35.6812, longitude: 139.7671)
        #expect(!outline.touches(circleAround: tokyo, radius: 10))
        #expect(outline.touches(circleAround: tokyo, radius: 15), "the city begins some 12 km east of Tokyo station")
        #expect(outline.touches(circleAround: Position(latitude: 35.7219, longitude: 139.9310), radius: 0))
    }

    @Test func aCityWithoutAnOutlineIsItsMiddle() {
        let outline = Outline(rings: [], middle: Position(latitude: 35.7, longitude: 139.9))
        #expect(outline.touches(ring: Self.square(35.6, 139.8, 35.8, 140)))
        #expect(!outline.touches(ring: Self.square(35.71, 139.8, 35.8, 140)))
        #expect(outline.touches(circleAround: Position(latitude: 35.7, longitude: 139.95), radius: 5))
        #expect(!outline.touches(circleAround: Position(latitude: 35.7, longitude: 139.95), radius: 4))
        #expect(
            !Outline(rings: [], middle: nil).touches(ring: Self.square(-90, -180, 90, 180)),
            "nobody, not everybody"
        )
    }

    /// Every 丁目 of the city lies in its outline, and the neighbours' town halls do not.
    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func theOutlineHoldsTheCityAndNoMore() throws {
        let outline = try Ichikawa.profile().outline
        let towns = try rows(ofCSV: SharedData.appending("ichikawa/ichikawa_towns_chome_latlng.csv"))
        #expect(towns.count > 200)
        for town in towns {
            let point = Position(
                latitude: try #require(Double(town["lat"] ?? "")),
                longitude: try #require(Double(town["lng"] ?? ""))
            )
            #expect(outline.touches(circleAround: point, radius: 0), "\(town)")
        }
        for (name, latitude, longitude) in [
            ("船橋市役所", 35.6947, 139.9826), ("松戸市役所", 35.7876, 139.9032), ("浦安市役所", 35.6531, 139.9019),
            ("江戸川区役所", 35.7067, 139.8683),
        ] {
            let point = Position(latitude: latitude, longitude: longitude)
            #expect(!outline.touches(circleAround: point, radius: 0), "\(name)")
        }
    }
}
