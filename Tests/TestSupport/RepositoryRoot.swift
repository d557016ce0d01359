// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// The checkout that the tests run in.
public enum RepositoryRoot {
    /// The folder that holds `Package.swift`.
    ///
    /// `SHIRASE_ROOT` in the environment overrides what the path of this source file says.
    public static var url: URL {
        if let root = ProcessInfo.processInfo.environment["SHIRASE_ROOT"], !root.isEmpty {
            return URL(fileURLWithPath: root, isDirectory: true)
        }
        return URL(fileURLWithPath: #filePath)
            .resolvingSymlinksInPath()
            .deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    /// A file or folder of the checkout, by its path from the root.
    public static func appending(_ path: String) -> URL {
        url.appendingPathComponent(path)
    }
}
