// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// A disk that is full or fails, and no more descriptors: what cannot be recorded is not sent, and nothing is called sent
/// that was not.
struct DiskExperiment: Experiment {
    var recipients = 20_000
    var connections = 8
    /// What the relay takes for a mail, so that there is time to do harm.
    static let delay = SinkFault.delay(milliseconds: 1)

    func run(_ program: Program, in folder: URL) throws -> [Section] {
        var section = Section(
            "disk",
            "Without a disk",
            size: "alerts to \(recipients.grouped), \(connections) connections, CHUNKING, SQLite"
        )
        if getuid() == 0 {
            for isKilled in [false, true] {
                let place = folder.appendingPathComponent("full-\(isKilled)")
                try FullDisk(experiment: self, isKilled: isKilled).run(program, in: place, into: &section)
            }
        } else {
            section.note("The full disk needs a mount, and that needs root: not run.")
        }
        if FileManager.default.isExecutableFile(atPath: FailingCalls.strace) {
            try FailingCalls(experiment: self).run(program, in: folder, into: &section)
        } else {
            section.note(
                "Errors of the disk are injected by strace, which is missing (apt-get install strace): not run."
            )
        }
        try NoDescriptors(experiment: self).run(program, in: folder.appendingPathComponent("files"), into: &section)
        return [section]
    }

    /// How the mails of finished fan-outs came: everybody once?
    ///
    /// - Returns: how many got none, and how many mails came beyond one each.
    func account(of receipts: [Receipt], releases: Int) throws -> (lost: Int, duplicates: Int) {
        let delivered = Delivered(receipts: receipts)
        guard delivered.releases.count == releases else {
            throw BenchError(description: "mails of \(delivered.releases.count) releases, not \(releases)")
        }
        return delivered.releases.reduce((0, 0)) { sum, release in
            let copies = delivered.copies(of: release)
            let mails = copies.values.reduce(0) { $0 + $1.count }
            return (sum.0 + recipients - copies.count, sum.1 + mails - copies.count)
        }
    }
}

/// A file system of its own that can be filled; gone with this process, however that ends.
final class SmallDisk {
    private let keeper = Process()
    private let leash = Pipe()
    let folder: URL

    init(at folder: URL, megabytes: Int) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let script = #"mount -t tmpfs -o size="$2"m shirase "$1" && echo mounted; read -r line; umount -l "$1""#
        let output = Pipe()
        keeper.executableURL = URL(fileURLWithPath: "/bin/sh")
        keeper.arguments = ["-c", script, "sh", folder.path, "\(megabytes)"]
        keeper.standardInput = leash
        keeper.standardOutput = output
        try keeper.run()
        let said = try output.fileHandleForReading.read(upToCount: 7) ?? Data()
        guard said == Data("mounted".utf8) else {
            throw BenchError(description: "\(folder.path): a tmpfs cannot be mounted")
        }
    }

    deinit {
        try? leash.fileHandleForWriting.close()
        keeper.waitUntilExit()
    }

    private var filler: String { folder.appendingPathComponent("filler").path }

    /// Takes all the room that is left.
    func fill() {
        let descriptor = open(filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        for size in [1 << 20, 1 << 12] {
            let octets = [UInt8](repeating: 1, count: size)
            while write(descriptor, octets, size) > 0 {}
        }
    }

    func makeRoom() { unlink(filler) }
}
