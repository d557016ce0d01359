// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// All lanes, and which domain belongs to which.
public struct LaneTable: Sendable, Hashable {
    /// Why lanes make no table.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, and what to do.
        public let description: String
    }

    /// The lanes; the last one takes what no other does.
    public let lanes: [LaneSettings]
    private let byDomain: [String: String]

    /// Checks and takes lanes.
    ///
    /// - Throws: where names or domains stand twice, where the last lane is not that of the rest, and where a lane can
    ///   send nothing.
    public init(_ lanes: [LaneSettings]) throws(Fault) {
        guard let rest = lanes.last, rest.domains.isEmpty else {
            throw Fault(description: "the last lane has no domains, and takes the rest: add one")
        }
        var names: Set<String> = []
        var byDomain: [String: String] = [:]
        for lane in lanes {
            guard names.insert(lane.name).inserted, !lane.name.isEmpty else {
                throw Fault(description: "lane \(lane.name): each lane has a name of its own")
            }
            guard lane.connections > 0, lane.accountConnections >= 0, !lane.relays.isEmpty else {
                throw Fault(description: "lane \(lane.name): it needs a connection and a relay to send anything")
            }
            guard lane.relays.allSatisfy({ $0.weight >= 0 }), lane.relays.contains(where: { $0.weight > 0 }) else {
                throw Fault(description: "lane \(lane.name): weights are 0 or more, one of them more")
            }
            guard lane == rest || !lane.domains.isEmpty else {
                throw Fault(description: "lane \(lane.name): only the last lane has no domains")
            }
            for domain in lane.domains {
                guard byDomain.updateValue(lane.name, forKey: domain.lowercased()) == nil else {
                    throw Fault(description: "lane \(lane.name): \(domain) belongs to another lane already")
                }
            }
        }
        self.lanes = lanes
        self.byDomain = byDomain
    }

    /// One lane for all.
    public init(rest lane: LaneSettings) {
        var lane = lane
        lane.domains = []
        lanes = [lane]
        byDomain = [:]
    }

    /// The lane of a mail domain: that of the domain itself or of the nearest one above it, else that of the rest.
    public func lane(of domain: String) -> String {
        var rest = domain.lowercased()[...]
        while !rest.isEmpty {
            if let lane = byDomain[String(rest)] { return lane }
            guard let dot = rest.firstIndex(of: ".") else { break }
            rest = rest[rest.index(after: dot)...]
        }
        return lanes[lanes.count - 1].name
    }

    /// Which rows of slices a lane claims; the last one also those of lanes that are gone.
    func filter(of lane: LaneSettings) -> LaneFilter {
        lane.name == lanes.last?.name ? .allBut(lanes.dropLast().map(\.name)) : .named(lane.name)
    }
}

/// Slices by the names of their lanes.
enum LaneFilter: Sendable, Hashable {
    case named(String)
    case allBut([String])

    /// Whether slices of that lane are meant.
    func contains(_ lane: String) -> Bool {
        switch self {
        case .named(let name): name == lane
        case .allBut(let names): !names.contains(lane)
        }
    }
}
