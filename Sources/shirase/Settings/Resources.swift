// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Where the files that come with the program are: `Cities`, `Locales`, `Templates`.
enum Resources {
    /// `SHIRASE_RESOURCES`, else `share/shirase` beside the program's folder, else the checkout that it was built in.
    static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["SHIRASE_RESOURCES"], !path.isEmpty {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let executable =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .map { URL(fileURLWithPath: $0) } ?? program
        var folder = executable.deletingLastPathComponent()
        let installed = folder.deletingLastPathComponent().appendingPathComponent("share/shirase")
        if isComplete(installed) { return installed }
        while folder.path != "/" {
            if isComplete(folder) { return folder }
            folder = folder.deletingLastPathComponent()
        }
        return URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    }

    private static func isComplete(_ folder: URL) -> Bool {
        ["Cities", "Locales", "Templates"].allSatisfy {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
        }
    }
}
