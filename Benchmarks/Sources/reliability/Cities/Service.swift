// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// A running `shirase serve`.
final class Service {
    let process: Spawned
    private let logFile: URL
    private var foundPort: Int?

    init(process: Spawned, log: URL) {
        self.process = process
        logFile = log
    }

    /// What it has logged so far.
    var log: String { (try? String(contentsOf: logFile, encoding: .utf8)) ?? "" }

    /// How many lines of the log say so.
    func count(of message: String) -> Int {
        log.split(separator: "\n").count { $0.contains(message) }
    }

    /// What it says of itself once it serves.
    func awaitServing() throws -> [String: String] {
        for _ in 0..<6_000 {
            if let line = log.split(separator: "\n").first(where: { $0.contains("\"serving\"") }),
                let said = try? JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            {
                return said
            }
            guard process.end == nil else { break }
            usleep(5_000)
        }
        throw BenchError(description: "the service did not come up: \(log.suffix(400))")
    }

    /// The port of its web server, once it has said it.
    func port() throws -> Int {
        if let foundPort { return foundPort }
        guard let port = try awaitServing()["port"].flatMap(Int.init) else {
            throw BenchError(description: "the service has no web server")
        }
        foundPort = port
        return port
    }

    /// Hands in a telegram over HTTP.
    ///
    /// - Returns: the status, and when it was asked for (nanoseconds); status 0 where there was no answer.
    func post(_ telegram: String) throws -> (status: Int, at: UInt64) {
        let body = Array(telegram.utf8)
        let head = """
            POST /intake/jma HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer \(TestCity.token)\r
            Content-Type: application/xml\r
            Content-Length: \(body.count)\r
            Connection: close\r
            \r

            """
        let descriptor = try connect()
        defer { close(descriptor) }
        let at = monotonicNanoseconds()
        let bytes = Array(head.utf8) + body
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            guard count > 0 else { return (0, at) }
            written += count
        }
        var answer = [UInt8](repeating: 0, count: 512)
        let count = read(descriptor, &answer, answer.count)
        guard count > 12 else { return (0, at) }
        return (Int(String(decoding: answer[9..<12], as: UTF8.self)) ?? 0, at)
    }

    /// A connection to its web server.
    func connect() throws -> Int32 {
        let port = try port()
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) != 0
            }
        }
        guard !failed else {
            close(descriptor)
            throw BenchError(description: "the service does not listen")
        }
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return descriptor
    }

    /// Asks it to end, and waits.
    func stop() throws {
        // Before it listens to signals one would end it hard.
        if process.end == nil { _ = try awaitServing() }
        process.kill(SIGTERM)
        guard process.wait(milliseconds: 60_000) == .exit(0) else {
            throw BenchError(description: "the service did not end well: \(log.suffix(400))")
        }
    }

    /// Ends it as a power cut would.
    func kill() {
        process.kill(SIGKILL)
        _ = process.wait()
    }
}
