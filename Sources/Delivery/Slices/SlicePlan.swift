// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Registry

/// An audience cut into slices, each of one language and one lane.
///
/// A pure value. Everybody of the audience stands in exactly one slice, whoever stands in several groups too.
struct SlicePlan: Sendable, Hashable {
    /// Recipients of a slice at most: a lease and its progress stay small, a million recipients are 2,000 rows.
    static let usualSize = 500

    /// A slice to be.
    struct Slice: Sendable, Hashable {
        let language: String
        let lane: String
        /// Ascending.
        let members: [Subscriber.ID]
        /// Its place among those of its lane and priority: the releases of a priority take turns by it.
        let position: Int
    }

    let slices: [Slice]
    /// How many recipients.
    let total: Int

    /// Cuts an audience.
    ///
    /// - Parameters:
    ///   - first: who comes before the others: those who got what this release replaces (P3).
    ///   - start: by lane, the first position; 0 where none is given. Who comes later begins where the others are, or they
    ///     would stand still until it has caught up.
    ///   - sliceSize: recipients of a slice at most.
    ///   - lane: the lane of a mail domain.
    init(
        _ audience: [AudienceGroup],
        first: Set<Subscriber.ID> = [],
        from start: [String: Int] = [:],
        sliceSize: Int = SlicePlan.usualSize,
        lane: (_ domain: String) -> String
    ) {
        var parts: [Part: [Subscriber.ID]] = [:]
        var meant: Set<Subscriber.ID> = []
        for group in audience {
            let members = group.members.filter { meant.insert($0).inserted }
            let lane = lane(group.domain)
            let ahead = first.isEmpty ? [] : members.filter(first.contains)
            let others = ahead.isEmpty ? members : members.filter { !first.contains($0) }
            for (rank, members) in [ahead, others].enumerated() where !members.isEmpty {
                parts[Part(rank: rank, language: group.language, lane: lane), default: []] += members
            }
        }
        var positions = start
        var slices: [Slice] = []
        for (part, members) in parts.sorted(by: { $0.key < $1.key }) {
            let members = members.sorted()
            for start in stride(from: 0, to: members.count, by: sliceSize) {
                slices.append(
                    Slice(
                        language: part.language,
                        lane: part.lane,
                        members: Array(members[start..<min(start + sliceSize, members.count)]),
                        position: positions[part.lane, default: 0]
                    )
                )
                positions[part.lane, default: 0] += 1
            }
        }
        self.slices = slices
        total = meant.count
    }

    private struct Part: Hashable, Comparable {
        let rank: Int
        let language: String
        let lane: String

        static func < (one: Part, other: Part) -> Bool {
            (one.rank, one.language, one.lane) < (other.rank, other.language, other.lane)
        }
    }
}
