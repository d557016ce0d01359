// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why a phrase book cannot be opened: all that is wrong, at once.
public struct PhraseBookError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The faults by file and line; one at least.
    public let faults: [PhraseFault]

    /// The faults, one a line.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}

/// Something wrong with a phrase, and where it stands.
public struct PhraseFault: Hashable, Sendable, CustomStringConvertible {
    /// The file, such as `Locales/alerts/en.po`.
    public let file: String
    /// The line, counted from 1; 0 if the fault is no line's.
    public let line: Int
    /// The phrase, where one is concerned.
    public let key: PhraseKey?
    /// What is wrong and what to do.
    public let message: String

    /// `file:line: key: message`.
    public var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        guard let key else { return "\(place): \(message)" }
        return "\(place): \(key): \(message)"
    }
}
