// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What keeps a measurement from running, and what to do.
public struct BenchError: Error, CustomStringConvertible {
    /// The sentence.
    public let description: String

    /// An error of that sentence.
    public init(description: String) {
        self.description = description
    }
}
