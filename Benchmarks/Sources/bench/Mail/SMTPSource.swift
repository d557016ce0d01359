// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// Postfix's load generator: the same mail over the same connections, one recipient a message, sessions kept (`-d`).
///
/// It waits for the reply to each command: it knows no PIPELINING.
struct SMTPSource: Contender {
    static let program = "/usr/sbin/smtp-source"

    let name = "smtp-source -d"
    private let file: URL

    /// - Parameters:
    ///   - mail: put into a file for it, so that the same octets go out.
    ///   - scratch: where the file goes.
    init(mail: BenchMail, scratch: Scratch) throws {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else {
            throw BenchError(description: "\(Self.program) is missing: apt-get install postfix")
        }
        file = scratch.folder.appendingPathComponent("mail.eml")
        // It ends the lines by itself.
        try Data(mail.sample.filter { $0 != UInt8(ascii: "\r") }).write(to: file)
    }

    func send(_ count: Int, over connections: Int, to sink: Sink) throws -> Measured {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = [
            "-d", "-s", "\(connections)", "-m", "\(count)", "-F", file.path, "-M", "localhost", "-f", "b@example.jp",
            "-t", "resident-000000@example.jp", "\(sink.host):\(sink.port)",
        ]
        let before = Usage.ofChildren
        let start = ContinuousClock.now
        try process.run()
        process.waitUntilExit()
        let elapsed = ContinuousClock.now - start
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw BenchError(description: "smtp-source failed with \(process.terminationStatus)")
        }
        return Measured(seconds: elapsed.inSeconds, processorSeconds: Usage.ofChildren - before)
    }
}
