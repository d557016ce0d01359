// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Where the city lies, to be compared with what others draw: a plane of degrees, good for what fits on a city's map.
public struct Outline: Sendable, Hashable {
    /// Closed rings; a city without an outline has its middle alone.
    private let rings: [[Position]]
    private let middle: Position?

    /// An outline of closed rings, or of a middle alone where there are none.
    public init(rings: [[Position]], middle: Position?) {
        self.rings = rings
        self.middle = middle
    }

    /// Whether a closed ring touches the city: it holds a part of it, lies in it, or crosses its border.
    public func touches(ring: [Position]) -> Bool {
        guard !rings.isEmpty else { return middle.map { Self.holds(ring, $0) } ?? false }
        return rings.contains { own in
            own.contains { Self.holds(ring, $0) } || ring.contains { Self.holds(own, $0) } || Self.cross(own, ring)
        }
    }

    /// Whether a circle touches the city.
    ///
    /// - Parameter radius: kilometres.
    public func touches(circleAround centre: Position, radius: Double) -> Bool {
        guard !rings.isEmpty else { return middle.map { Self.kilometres($0, $0, centre) <= radius } ?? false }
        return rings.contains { own in
            Self.holds(own, centre) || zip(own, own.dropFirst()).contains { Self.kilometres($0, $1, centre) <= radius }
        }
    }

    /// Whether a point lies in a closed ring, by the number of edges that a line from it crosses.
    private static func holds(_ ring: [Position], _ point: Position) -> Bool {
        var isInside = false
        for (a, b) in zip(ring, ring.dropFirst()) where (a.latitude > point.latitude) != (b.latitude > point.latitude) {
            let share = (point.latitude - a.latitude) / (b.latitude - a.latitude)
            if point.longitude < a.longitude + share * (b.longitude - a.longitude) { isInside.toggle() }
        }
        return isInside
    }

    private static func cross(_ left: [Position], _ right: [Position]) -> Bool {
        func side(_ a: Position, _ b: Position, _ c: Position) -> Double {
            (b.longitude - a.longitude) * (c.latitude - a.latitude)
                - (b.latitude - a.latitude) * (c.longitude - a.longitude)
        }
        return zip(left, left.dropFirst()).contains { a, b in
            zip(right, right.dropFirst()).contains { c, d in
                side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
            }
        }
    }

    /// The distance of a point from an edge.
    private static func kilometres(_ a: Position, _ b: Position, _ point: Position) -> Double {
        let north = 111.2
        let east = north * cos(point.latitude * .pi / 180)
        func plane(_ position: Position) -> (x: Double, y: Double) {
            ((position.longitude - point.longitude) * east, (position.latitude - point.latitude) * north)
        }
        let (start, end) = (plane(a), plane(b))
        let edge = (x: end.x - start.x, y: end.y - start.y)
        let length = edge.x * edge.x + edge.y * edge.y
        let share = length == 0 ? 0 : max(0, min(1, -(start.x * edge.x + start.y * edge.y) / length))
        return hypot(start.x + share * edge.x, start.y + share * edge.y)
    }
}

extension CityProfile {
    /// Where the city lies.
    public var outline: Outline { Outline(rings: boundary, middle: position) }
}
