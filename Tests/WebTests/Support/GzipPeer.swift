// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport

/// The system's own gzip.
enum GzipPeer {
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("plain")
        try Data(bytes).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = [file.path]
        try process.start()
        process.awaitEnd()
        return [UInt8](try Data(contentsOf: file.appendingPathExtension("gz")))
    }
}
