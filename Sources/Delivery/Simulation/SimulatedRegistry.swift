// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Registry

/// Residents in memory, with what the registry keeps about their leaving.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class SimulatedRegistry: ContactBook, @unchecked Sendable {
    struct Resident {
        let id: Subscriber.ID
        let language: String
        let domain: String
        /// Whether the stored address opens.
        let isReadable: Bool
        var quiet: QuietHours?
        var left: Date?
    }

    private(set) var residents: [Resident]

    /// - Parameter residents: numbered from 1 on, in order.
    init(_ residents: [Resident]) { self.residents = residents }

    subscript(id: Subscriber.ID) -> Resident { residents[Int(id.rawValue) - 1] }

    func leave(_ id: Subscriber.ID, at date: Date) {
        guard residents[Int(id.rawValue) - 1].left == nil else { return }
        residents[Int(id.rawValue) - 1].left = date
    }

    /// Everybody of these who is still subscribed, as the registry groups an audience.
    ///
    /// - Parameter instant: where quiet hours count.
    func audience(of members: [Subscriber.ID], quietAt instant: Date?) -> [AudienceGroup] {
        var groups: [AudienceGroup: [Subscriber.ID]] = [:]
        for member in members where self[member].left == nil {
            let resident = self[member]
            let kind = AudienceGroup(
                language: resident.language,
                domain: resident.domain,
                members: [],
                notBefore: instant.flatMap { resident.quiet?.resumption(at: $0) }
            )
            groups[kind, default: []].append(member)
        }
        let sorted = groups.sorted { one, other in
            (one.key.language, one.key.domain, one.key.notBefore ?? .distantPast)
                < (other.key.language, other.key.domain, other.key.notBefore ?? .distantPast)
        }
        return sorted.map { kind, members in
            var group = kind
            group.members = members
            return group
        }
    }

    func contacts(of members: [Subscriber.ID]) throws -> Contacts {
        try contacts(of: members, heeding: Wishes())
    }

    func contacts(of members: [Subscriber.ID], heeding wishes: Wishes) throws -> Contacts {
        var found = Contacts()
        for member in members where self[member].left == nil {
            let resident = self[member]
            guard resident.isReadable else {
                found.unreadable.insert(member)
                continue
            }
            if wishes.heedsQuietHours { found.quietHours[member] = resident.quiet }
            found.reachable[member] = Contact(
                id: member,
                address: "r\(member.rawValue)@\(resident.domain)",
                marks: SubscriberMarks(madeUpFor: member)
            )
        }
        guard found.unreadable.isEmpty || !found.reachable.isEmpty else { throw RegistryError.unsealable }
        return found
    }

    func departures(since instant: Date) -> Set<Subscriber.ID> {
        Set(residents.filter { $0.left.map { $0 >= instant } ?? false }.map(\.id))
    }
}
