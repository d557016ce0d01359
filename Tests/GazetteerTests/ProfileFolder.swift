// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Gazetteer
import TestSupport

/// A copy of Ichikawa's profile in a temporary folder, to be broken on purpose.
final class ProfileFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("profile-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: RepositoryRoot.appending("Cities/ichikawa"), to: url)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func text(of file: String) throws -> String {
        try String(contentsOf: url.appendingPathComponent(file), encoding: .utf8)
    }

    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: url.appendingPathComponent(file))
    }

    /// Replaces a text that must be there.
    func replace(_ old: String, with new: String, in file: String) throws {
        let before = try text(of: file)
        guard let range = before.range(of: old) else { throw Missing(text: old, file: file) }
        try write(before.replacingCharacters(in: range, with: new), to: file)
    }

    /// The faults that reading the folder tells; none where it reads well.
    func faults() -> [ProfileError.Fault] {
        do {
            _ = try CityProfile(directory: url)
            return []
        } catch {
            return error.faults
        }
    }

    struct Missing: Error {
        let text: String
        let file: String
    }
}

/// Ichikawa's profile as it stands in the repository.
enum Ichikawa {
    static func profile() throws -> CityProfile {
        try CityProfile(directory: RepositoryRoot.appending("Cities/ichikawa"))
    }
}

/// Rows of a CSV file without quotes, by column name.
func rows(ofCSV url: URL) throws -> [[String: String]] {
    let text = try String(contentsOf: url, encoding: .utf8).replacing("\r\n", with: "\n")
    let lines = text.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
}
