// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is wrong with the templates: every fault of every file at once.
public struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One thing to correct.
    public struct Fault: Sendable, Hashable, CustomStringConvertible {
        /// The file's name.
        public let file: String
        /// The line, from 1, where it is known.
        public let line: Int?
        /// The key, with its path: `facts[3].when.level`; empty for the file as a whole.
        public let key: String
        /// What is wrong and what is wanted instead.
        public let problem: String

        /// `earthquake.yaml:12: lead[0].when: …`
        public var description: String {
            let place = line.map { "\(file):\($0)" } ?? file
            return key.isEmpty ? "\(place): \(problem)" : "\(place): \(key): \(problem)"
        }
    }

    /// The folder's path.
    public let directory: String
    /// All faults, by file and line; never empty.
    public let faults: [Fault]

    /// A line for the folder, then one a fault.
    public var description: String {
        let count = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
        return (["the templates in \(directory) have \(count):"] + faults.map { "  \($0)" }).joined(separator: "\n")
    }
}
