// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Roster

/// The name under which a process serves, held against a second one on this machine as long as this lives.
///
/// The same name after a restart is what frees the leases of the process before at once; so it is unique. A token in the
/// lock's file tells this machine from another that was given the same name.
final class InstanceName: Sendable {
    let instance: Instance
    let roles: Set<Role>
    private let lock: FileLock

    /// - Parameters:
    ///   - name: the operator's, or nil for the machine's with the roles.
    ///   - roles: what the process does.
    /// - Throws: `tryAgain` while another process of this machine serves under it.
    init(_ name: String?, roles: Set<Role>, settings: Settings) throws {
        let name = name ?? settings.instance ?? Self.usual(roles, settings.database)
        guard Self.isValid(name) else { throw Failure(.badConfiguration, Self.rule(name)) }
        lock = try FileLock(
            settings.data.appendingPathComponent("instance-\(name).lock"),
            busy:
                "another shirase on this machine serves under the name '\(name)'; stop it, or give this one another (--name)"
        )
        self.roles = roles
        instance = Instance(
            name: name,
            token: try lock.text(orElse: UUID().uuidString),
            host: Self.host,
            roles: roles.map(\.rawValue).sorted(),
            version: Version.number
        )
    }

    /// Whether a text can be a name: it stands in a file's name and in logs.
    static func isValid(_ name: String) -> Bool {
        name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,59}/) != nil
    }

    static func rule(_ name: String) -> String {
        "'\(name)' cannot name an instance: 60 letters, digits, points, hyphens and underscores at most"
    }

    /// One process serves a file, whatever its machine is called today.
    private static func usual(_ roles: Set<Role>, _ database: DatabasePlace) -> String {
        guard database.isShared else { return "serve" }
        guard roles.count < Role.allCases.count else { return host }
        return ([host] + Role.allCases.filter(roles.contains).map(\.rawValue)).joined(separator: "-")
    }

    /// The machine's name, in the letters of one of ours.
    private static let host: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "host" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let kept = name.prefix(40).map { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) ? $0 : "-" }
        let text = String(kept.drop { ".-_".contains($0) })
        return text.isEmpty ? "host" : text
    }()
}
