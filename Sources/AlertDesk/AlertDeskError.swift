// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the desk refuses.
public enum AlertDeskError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No such alert.
    case unknownAlert(String)
    /// An event's name makes no CAP identifier.
    case unusableIdentifier(String)
    /// It takes more officers to let an alert go.
    case tooFewOfficers(String, named: Int)
    /// The alert does not wait for officers.
    case notWaiting(String, state: String)
    /// The alert is approved for a time.
    case waitsForItsTime(String, at: String)
    /// The alert is not approved for a time, or goes out already.
    case notScheduled(String, state: String)

    /// What is wrong and where.
    public var description: String {
        switch self {
        case .unknownAlert(let id): "there is no alert \(id); `shirase status` lists the latest"
        case .tooFewOfficers(let id, let named):
            "\(named) officer(s) named for \(id), but it takes \(AlertDesk.officersNeeded); name each with --by"
        case .notWaiting(let id, let state): "\(id) does not wait for officers (it is \(state)); nothing was done"
        case .waitsForItsTime(let id, let at):
            "\(id) is approved for \(at); `shirase alert unschedule \(id)` puts it back to those that wait"
        case .notScheduled(let id, let state):
            "\(id) does not wait for a time (it is \(state)); `shirase alert scheduled` lists those that do"
        case .unusableIdentifier(let name): "'\(name.prefix(120))' cannot be a CAP identifier"
        }
    }
}
