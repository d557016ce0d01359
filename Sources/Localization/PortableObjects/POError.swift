// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is wrong with a PO file, line by line.
public struct POError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A fault of the file.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// The line, counted from 1.
        public let line: Int
        /// The `msgctxt` of the entry, once it is known.
        public let context: String?
        /// What is wrong and what to do.
        public let message: String

        /// Line, context and message.
        public var description: String {
            guard let context else { return "line \(line): \(message)" }
            return "line \(line): \(context): \(message)"
        }
    }

    /// The faults in the order of the file, one at least.
    public let faults: [Fault]

    /// The faults, one a line.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
