// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Registry

import struct Foundation.Date

/// An audience cut into slices, each of one language, one lane and one end of quiet hours.
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
        /// Its place among those of its lane and priority: the releases of a priority take turns by it. What sleeps is
        /// counted by itself, from 0 on.
        let position: Int
        /// When its recipients' quiet hours are over; nil where it may go out now.
        var notBefore: Date?
        /// Whether it goes out in quiet hours, too.
        var wakes = false
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
    ///   - wakesFirst: whether quiet hours do not matter to those who come first: what they got was wrong.
    ///   - lane: the lane of a mail domain.
    init(
        _ audience: [AudienceGroup],
        first: Set<Subscriber.ID> = [],
        from start: [String: Int] = [:],
        sliceSize: Int = SlicePlan.usualSize,
        wakesFirst: Bool = false,
        lane: (_ domain: String) -> String
    ) {
        var parts: [Part: [Subscriber.ID]] = [:]
        var meant = Set<Subscriber.ID>(minimumCapacity: audience.reduce(0) { $0 + $1.members.count })
        for group in audience {
            let members = group.members.filter { meant.insert($0).inserted }
            let lane = lane(group.domain)
            let ahead = first.isEmpty ? [] : members.filter(first.contains)
            let others = ahead.isEmpty ? members : members.filter { !first.contains($0) }
            for (rank, members) in [ahead, others].enumerated() where !members.isEmpty {
                let wakes = wakesFirst && rank == 0
                let part = Part(
                    rank: rank,
                    language: group.language,
                    lane: lane,
                    notBefore: wakes ? nil : group.notBefore,
                    wakes: wakes
                )
                parts[part, default: []] += members
            }
        }
        var positions = start
        var sleeping: [String: Int] = [:]
        var slices: [Slice] = []
        for (part, members) in parts.sorted(by: { $0.key < $1.key }) {
            let members = members.sorted()
            for start in stride(from: 0, to: members.count, by: sliceSize) {
                let sleeps = part.notBefore != nil
                slices.append(
                    Slice(
                        language: part.language,
                        lane: part.lane,
                        members: Array(members[start..<min(start + sliceSize, members.count)]),
                        position: (sleeps ? sleeping : positions)[part.lane, default: 0],
                        notBefore: part.notBefore,
                        wakes: part.wakes
                    )
                )
                if sleeps {
                    sleeping[part.lane, default: 0] += 1
                } else {
                    positions[part.lane, default: 0] += 1
                }
            }
        }
        self.slices = slices
        total = meant.count
    }

    private struct Part: Hashable, Comparable {
        let rank: Int
        let language: String
        let lane: String
        let notBefore: Date?
        let wakes: Bool

        static func < (one: Part, other: Part) -> Bool {
            (one.rank, one.language, one.lane, one.notBefore ?? .distantPast)
                < (other.rank, other.language, other.lane, other.notBefore ?? .distantPast)
        }
    }
}
