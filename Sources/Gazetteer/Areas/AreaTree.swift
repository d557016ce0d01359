// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// Every area of a profile and how they lie in one another.
///
/// An area has one parent and may lie in further areas; nothing lies in itself, however far up one goes (refused when
/// the profile is read).
public struct AreaTree: Sendable {
    /// All areas, in the order of the profile: what holds the city, the city, towns, schools, rivers.
    public let all: [Area]
    /// The code of the municipality.
    public let municipality: AreaCode

    private let byCode: [AreaCode: Area]
    private let children: [AreaCode: [AreaCode]]
    private let inside: Set<AreaCode>
    let index: [SearchEntry]

    /// Takes areas that were checked: codes unique, each holder named.
    init(areas: [Area], municipality: AreaCode) {
        var byCode: [AreaCode: Area] = [:]
        var children: [AreaCode: [AreaCode]] = [:]
        for area in areas {
            byCode[area.id] = area
            for holder in area.holders {
                children[holder, default: []].append(area.id)
            }
        }
        self.all = areas
        self.municipality = municipality
        self.byCode = byCode
        self.children = children
        self.inside = Set(AreaTree.walk(from: municipality) { children[$0] ?? [] }).union([municipality])
        self.index = areas.map(SearchEntry.init)
    }

    /// The area of a code; none for a code that the profile does not know.
    public subscript(code: AreaCode) -> Area? {
        byCode[code]
    }

    /// Whether the profile knows the code.
    public func contains(_ code: AreaCode) -> Bool {
        byCode[code] != nil
    }

    /// The towns, in the order of their postal codes.
    public var towns: [Area] { all.filter { $0.kind == .town } }
    /// The schools.
    public var schools: [Area] { all.filter { $0.kind == .school } }
    /// The rivers.
    public var rivers: [Area] { all.filter { $0.kind == .river } }
    /// The coasts.
    public var coasts: [Area] { all.filter { $0.kind == .coast } }

    /// What holds the area, nearest first; empty for an unknown code.
    public func ancestors(of code: AreaCode) -> [Area] {
        AreaTree.walk(from: code) { byCode[$0]?.holders ?? [] }.compactMap { byCode[$0] }
    }

    /// What the area holds, nearest first; empty for an unknown code.
    public func descendants(of code: AreaCode) -> [Area] {
        AreaTree.walk(from: code) { children[$0] ?? [] }.compactMap { byCode[$0] }
    }

    /// The areas whose people an alert for `codes` concerns: each area itself, what it holds, and what holds it up to
    /// the municipality.
    ///
    /// An alert for a town thus reaches those who chose the town, a school in it or the whole city, and nobody who chose
    /// another town; one for the prefecture or the coast reaches everybody. A code that the profile does not know
    /// contributes nothing, and no codes give no areas: an empty audience, never all.
    public func related(to codes: [AreaCode]) -> Set<AreaCode> {
        var related: Set<AreaCode> = []
        for code in codes where contains(code) {
            related.insert(code)
            related.formUnion(descendants(of: code).map(\.id))
            related.formUnion(ancestors(of: code).map(\.id).filter(inside.contains))
        }
        return related
    }

    /// Breadth first, each code once, without the start.
    private static func walk(from start: AreaCode, next: (AreaCode) -> [AreaCode]) -> [AreaCode] {
        var found: [AreaCode] = []
        var seen: Set<AreaCode> = [start]
        var edge = [start]
        while !edge.isEmpty {
            edge = edge.flatMap(next).filter { seen.insert($0).inserted }
            found += edge
        }
        return found
    }
}

extension Area {
    /// All that holds the area directly, the parent first.
    var holders: [AreaCode] {
        (parent.map { [$0] } ?? []) + alsoWithin
    }
}
