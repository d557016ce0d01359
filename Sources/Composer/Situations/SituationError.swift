// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is wrong with a situation file: every fault of it at once.
public struct SituationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// All faults, in the order in which they were found; never empty.
    public let faults: [TemplateError.Fault]

    /// One line a fault: `file.yaml:4: slots.to: …`
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
