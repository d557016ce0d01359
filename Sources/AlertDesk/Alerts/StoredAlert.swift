// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// An alert and where it stands.
public struct StoredAlert: Sendable, Hashable {
    /// The alert.
    public var alert: Alert
    /// Where it stands.
    public var lifecycle: Lifecycle
    /// Why it may go out, once it may.
    public var approval: Approval?
}

/// What became of a telegram.
public enum Disposition: Sendable, Hashable {
    /// An alert was made and awaits its release.
    case alert(Alert)
    /// It says something of the city, but nothing to tell residents.
    case noChange(String)
    /// It does not concern the city.
    case notConcerned(String)
    /// The same bytes came before; what became of them then.
    case duplicate(String)

    /// One line for logs and answers.
    public var summary: String {
        switch self {
        case .alert(let alert): "alert \(alert.id)"
        case .noChange(let reason): "no alert: \(reason)"
        case .notConcerned(let reason): "no alert: \(reason)"
        case .duplicate(let earlier): "no alert: the same telegram came before (\(earlier))"
        }
    }
}
