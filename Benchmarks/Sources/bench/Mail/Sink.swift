// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// The server that takes the mails: Postfix's `smtp-sink` on a free port, or one that is there already.
///
/// The program ends when this value does, and also when this process is killed: a shell beside it reads from a pipe
/// that only this process holds open.
final class Sink {
    static let program = "/usr/sbin/smtp-sink"
    private static let keeper = #""$@" & read -r line; kill "$!" 2>/dev/null; wait "$!" 2>/dev/null"#

    let name: String
    let host: String
    let port: Int
    private let process: Process?
    private let leash = Pipe()

    /// - Parameter place: HOST:PORT of another sink, nil to start one.
    convenience init(at place: String?) throws {
        if let place {
            let parts = place.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, let port = Int(parts[1]), (1...65_535).contains(port) else {
                throw BenchError(description: "--sink \(place): a host and a port are wanted, such as 127.0.0.1:2525")
            }
            self.init(name: place, host: parts[0], port: port)
            return
        }
        guard FileManager.default.isExecutableFile(atPath: Self.program) else {
            throw BenchError(description: "\(Self.program) is missing: apt-get install postfix")
        }
        let user = getuid() == 0 ? ["-u", "nobody"] : []
        // Waiting connections: as many as could be opened at once.
        try self.init(name: "smtp-sink", program: Self.program) { user + ["127.0.0.1:\($0)", "1000"] }
    }

    private init(name: String, host: String, port: Int) {
        (self.name, self.host, self.port, process) = (name, host, port, nil)
    }

    /// Starts a program on a free port of this machine.
    ///
    /// - Parameter arguments: of the program, by its port.
    init(name: String, program: String, arguments: (Int) -> [String]) throws {
        self.name = name
        host = "127.0.0.1"
        port = try Self.freePort()
        let process = Process()
        self.process = process
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", Self.keeper, "sh", program] + arguments(port)
        process.standardInput = leash
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        // It says nothing when it listens; looked at for ten seconds at most.
        for _ in 0..<1_000 where process.isRunning && !Self.isListening(port) { usleep(10_000) }
        guard process.isRunning, Self.isListening(port) else {
            stop()
            throw BenchError(description: "\(name) does not listen on port \(port)")
        }
    }

    deinit {
        stop()
    }

    /// Ends the program, if this started it.
    func stop() {
        guard let process, process.isRunning else { return }
        try? leash.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard bound else { throw BenchError(description: "no free port on 127.0.0.1") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func isListening(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(UInt16(port))
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
