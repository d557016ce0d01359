// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation

/// A part of the service that a process of its own can do.
enum Role: String, Sendable, CaseIterable {
    /// What comes in: spool, HTTP intake, feeds, stations; and, one intake at a time, releasing alerts and looking after
    /// the desk.
    case intake
    /// Pages for residents.
    case web
    /// Sending.
    case worker

    /// The roles of `--role` options, each of which may name several; all where there is none.
    static func parse(_ texts: [String]) throws -> Set<Role> {
        let names = texts.flatMap { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
        guard !texts.isEmpty else { return Set(allCases) }
        let roles = try names.map { name in
            guard let role = Role(rawValue: name) else {
                throw ValidationError(
                    "--role: '\(name)' is not one of \(allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            return role
        }
        guard !roles.isEmpty else { throw ValidationError("--role: names no role") }
        return Set(roles)
    }
}
