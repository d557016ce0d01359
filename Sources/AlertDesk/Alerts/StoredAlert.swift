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
    /// The rule that made it; nil for what is older than rules with names.
    public var rule: String?
    /// Why it waits for officers; nil where it goes out by itself, or they have let it go.
    public var hold: String?
    /// The officers who let it go.
    public var officers: [String] = []
    /// The time for which it was approved; nil for what goes out as soon as it may.
    public var schedule: Schedule?
}
