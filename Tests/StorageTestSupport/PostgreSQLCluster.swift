// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
public import Testing

/// A PostgreSQL server of the tests' own: a folder, a Unix socket in it, no port; nothing of Debian's cluster is touched.
///
/// A shell stands between the tests and the server and waits at a pipe: when the process of the tests ends, however it
/// ends, the pipe does too, and the shell stops the server and removes the folder.
///
/// `@unchecked Sendable`: the pipes are used under `lock` only.
public final class PostgreSQLCluster: @unchecked Sendable {
    /// Why there is no server.
    public struct Failure: Error, CustomStringConvertible {
        /// What happened instead.
        public let description: String
    }

    /// The folder of the programs: that of the newest version installed.
    private static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }
        return versions.sorted(by: >).map { "\(root)/\($0)/bin" }
            .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }()

    /// Whether a server is installed.
    public static let isPresent = programs != nil
    /// Why a test does not run.
    public static let absent: Comment = "skipped: Debian's postgresql is not installed"

    /// The server of all tests of this process, started by the first that needs it. It does not wait for the disk.
    public static func shared() throws -> PostgreSQLCluster { try started.get() }
    private static let started = Result { try PostgreSQLCluster(isDurable: false) }

    private let folder: String
    private let bin: String
    private let shell = Process()
    private let commands = Pipe()
    private let answers = Pipe()
    private let lock = NSLock()

    /// Makes a cluster and starts its server.
    ///
    /// - Parameter isDurable: whether a commit waits for the disk, as it must outside tests.
    public init(isDurable: Bool) throws {
        guard let bin = Self.programs else { throw Failure(description: "no PostgreSQL is installed") }
        self.bin = bin
        // A short path: a socket's address has 107 bytes.
        folder = "/tmp/shirase-pg-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        let script = ["/bin/sh", "-c", Self.script, "postgresql", bin, folder, isDurable ? "on" : "off"]
        // The server refuses to run as root.
        let person = getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : []
        let command = person + script
        shell.executableURL = URL(fileURLWithPath: command[0])
        shell.arguments = Array(command.dropFirst())
        shell.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        shell.currentDirectoryURL = URL(fileURLWithPath: "/")
        shell.standardInput = commands
        shell.standardOutput = answers
        try shell.start()
        try awaitServer()
    }

    deinit { try? commands.fileHandleForWriting.close() }

    private static let script = """
        trap '' INT TERM HUP
        umask 077
        mkdir "$2" && cd "$2" || exit
        "$1/initdb" --pgdata=data --username=shirase --auth=trust --encoding=UTF8 --locale=C --no-sync >>log 2>&1 || exit
        start() {
            "$1/postgres" -D data -k "$2" -c listen_addresses= -c max_connections=300 -c shared_buffers=64MB \\
                -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c synchronous_commit=off \\
                -c fsync=$3 -c full_page_writes=$3 >>log 2>&1 </dev/null &
            server=$!
            until "$1/pg_isready" --quiet --host="$2"; do
                kill -0 $server 2>/dev/null || { tail -n 3 log; exit 1; }
                sleep 0.05
            done
            echo ready
        }
        # At once, without a checkpoint, as a crash ends it.
        stop() { kill -QUIT $server; wait $server; }
        start "$@"
        while read -r command; do
            stop
            [ "$command" = stop ] && echo stopped || start "$@"
        done
        stop 2>/dev/null
        cd / && rm -rf "$2"
        """

    /// Ends the server as a crash does, and starts it again.
    public func crash() throws {
        try commands.fileHandleForWriting.write(contentsOf: Data("crash\n".utf8))
        try awaitServer()
    }

    private func awaitServer() throws {
        let line = try lock.withLock {
            var line: [UInt8] = []
            while let byte = try answers.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
                line.append(byte)
            }
            return String(decoding: line, as: UTF8.self)
        }
        guard line == "ready" else { throw Failure(description: "PostgreSQL did not start: \(line)") }
    }

    /// The URL of a database on it.
    public func url(_ database: String) -> String {
        "postgresql://shirase@/\(database)?host=\(folder)"
    }

    /// Makes an empty database.
    ///
    /// - Parameter options: of `createdb`; without them as a city's has to be.
    public func create(
        _ database: String,
        options: [String] = ["--encoding=UTF8", "--lc-collate=C", "--lc-ctype=C"]
    ) throws {
        try run("createdb", ["--template=template0", "--strategy=file_copy"] + options + [database])
    }

    /// Removes a database, with whoever is connected to it.
    public func drop(_ database: String) throws {
        try run("dropdb", ["--force", database])
    }

    /// Runs one of PostgreSQL's own programs against this server, and returns what it prints.
    @discardableResult
    public func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "\(bin)/\(program)")
        process.arguments = ["--host=\(folder)", "--username=shirase"] + arguments
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.start()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.awaitEnd()
        guard process.terminationStatus == 0 else { throw Failure(description: "\(program): \(text)") }
        return text
    }
}
