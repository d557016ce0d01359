// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
public import Testing

/// Real material to test against: a folder `shared/data` beside the checkout that is no part of the project.
public enum SharedData {
    /// The folder, present or not.
    public static var url: URL {
        RepositoryRoot.url.deletingLastPathComponent().appendingPathComponent("shared/data", isDirectory: true)
    }

    /// Whether the folder is there; tests that read it are skipped where it is not.
    public static var isPresent: Bool {
        FileManager.default.fileExists(atPath: url.path)
    }

    /// What a skipped test says.
    public static var absent: Comment {
        "skipped: ../shared/data, the real material to test against, is not beside this checkout"
    }

    /// A file or folder of the material, by its path below `shared/data`.
    public static func appending(_ path: String) -> URL {
        url.appendingPathComponent(path)
    }

    /// The files of a folder whose names hold one of `parts`, sorted by name.
    public static func files(in folder: String, containing parts: [String]) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: appending(folder).path)) ?? []
        return names.sorted()
            .filter { name in parts.contains { name.contains($0) } }
            .map { appending(folder).appendingPathComponent($0) }
    }
}
