// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the consumer of a spooled file says of it.
public enum SpoolVerdict: Sendable, Hashable {
    /// It was taken in; the file goes to `done/`.
    case accepted
    /// It can never be taken in; the file goes to `refused/` with this reason beside it.
    case refused(reason: String)
}

/// What became of a spooled file in one pass.
public enum SpoolOutcome: Sendable, Hashable {
    /// Taken in, and now in `done/` under this name.
    case done(name: String)
    /// Not taken in, and now in `refused/` under this name.
    case refused(name: String, reason: String)
    /// Still in `incoming/`, to be tried again in the next pass.
    case kept(name: String, reason: String)
}
