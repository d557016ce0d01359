// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the desk refuses.
public enum AlertDeskError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No such alert.
    case unknownAlert(String)
    /// An event's name makes no CAP identifier.
    case unusableIdentifier(String)

    /// What is wrong and where.
    public var description: String {
        switch self {
        case .unknownAlert(let id): "there is no alert \(id); `shirase status` lists the latest"
        case .unusableIdentifier(let name): "'\(name.prefix(120))' cannot be a CAP identifier"
        }
    }
}
