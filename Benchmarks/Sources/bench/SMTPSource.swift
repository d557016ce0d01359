// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Postfix's load generator: the same connections, one recipient a message, sessions kept (`-d`).
struct SMTPSource: Contender {
    static let program = "/usr/sbin/smtp-source"

    let name = "smtp-source -d"
    /// The size of a message, so that all send the same.
    let bodySize: Int

    func send(_ count: Int, over connections: Int, to sink: Sink) throws -> Measured {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else {
            throw BenchError(description: "\(Self.program) is missing: apt-get install postfix")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = [
            "-d", "-s", "\(connections)", "-m", "\(count)", "-l", "\(bodySize)", "-f", "b@example.jp", "-t",
            "resident@example.jp", "\(sink.host):\(sink.port)",
        ]
        process.standardError = FileHandle.nullDevice
        let before = Usage.ofChildren
        let start = ContinuousClock.now
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchError(description: "smtp-source ended with \(process.terminationStatus)")
        }
        return Measured(
            seconds: (ContinuousClock.now - start).inSeconds,
            processorSeconds: Usage.ofChildren - before
        )
    }
}
