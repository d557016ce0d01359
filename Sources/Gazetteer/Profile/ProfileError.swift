// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is wrong with a city profile: every fault at once, each with its place.
public struct ProfileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One thing to correct.
    public struct Fault: Sendable, Equatable, CustomStringConvertible {
        /// The file's name in the profile folder.
        public let file: String
        /// The line, from 1, where it is known.
        public let line: Int?
        /// The key, with its path: "towns[3].reading"; empty for the file as a whole.
        public let key: String
        /// What is wrong and what is wanted instead.
        public let problem: String

        /// "towns.yaml:31: towns[3].reading: …"
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
        return (["the city profile \(directory) has \(count):"] + faults.map { "  \($0)" }).joined(separator: "\n")
    }
}
