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
    func audience(of members: [Subscriber.ID]) -> [AudienceGroup] {
        var groups: [[String]: [Subscriber.ID]] = [:]
        for member in members where self[member].left == nil {
            groups[[self[member].language, self[member].domain], default: []].append(member)
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { AudienceGroup(language: $0.key[0], domain: $0.key[1], members: $0.value) }
    }

    func contacts(of members: [Subscriber.ID]) throws -> Contacts {
        var found = Contacts()
        for member in members where self[member].left == nil {
            let resident = self[member]
            guard resident.isReadable else {
                found.unreadable.insert(member)
                continue
            }
            found.reachable[member] = Contact(
                id: member,
                address: "r\(member.rawValue)@\(resident.domain)",
                pseudonym: "p\(member.rawValue)",
                token: "t\(member.rawValue)"
            )
        }
        guard found.unreadable.isEmpty || !found.reachable.isEmpty else { throw RegistryError.unsealable }
        return found
    }

    func departures(since instant: Date) -> Set<Subscriber.ID> {
        Set(residents.filter { $0.left.map { $0 >= instant } ?? false }.map(\.id))
    }
}
