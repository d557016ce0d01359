// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A secret in a file of its own, readable by its owner alone.
enum SecretFile {
    /// Why it cannot be used, and what to do.
    struct Refusal: Error {
        let problem: String
    }

    /// The text of the file without white space at its ends.
    static func read(_ url: URL) throws(Refusal) -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue else {
            throw Refusal(problem: "there is no file \(url.path)")
        }
        guard mode & 0o077 == 0 else {
            throw Refusal(
                problem: "\(url.path) may be read by others (mode \(String(mode, radix: 8))): chmod 600 it"
            )
        }
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw Refusal(problem: "\(url.path) cannot be read as UTF-8 text")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
