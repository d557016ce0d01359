// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A PostgreSQL server of our own in a folder, on a Unix socket; what it commits is durable.
///
/// A shell stands between: when this process ends, however it ends, so does the pipe at which the shell waits, and the
/// shell stops the server and removes the folder.
public final class PostgreSQLServer {
    /// The folder of the programs: that of the newest version installed; nil where there is none.
    private static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }
        return versions.sorted(by: >).map { "\(root)/\($0)/bin" }
            .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }()

    /// Whether a server is installed.
    public static var isPresent: Bool { programs != nil }

    private let folder: String
    private let bin: String
    private let shell = Process()
    private let commands = Pipe()
    private let answers = Pipe()

    /// Makes a cluster and starts its server; as nobody where this is root, since the server refuses root.
    public init() throws {
        guard let bin = Self.programs else {
            throw BenchError(description: "PostgreSQL is missing: apt-get install postgresql")
        }
        self.bin = bin
        // A short path: a socket's address has 107 bytes.
        folder = "/tmp/shirase-pg-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        let person = getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : []
        let command = person + ["/bin/sh", "-c", Self.script, "postgresql", bin, folder]
        shell.executableURL = URL(fileURLWithPath: command[0])
        shell.arguments = Array(command.dropFirst())
        shell.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        shell.currentDirectoryURL = URL(fileURLWithPath: "/")
        shell.standardInput = commands
        shell.standardOutput = answers
        try shell.run()
        try expect("ready")
    }

    deinit {
        try? commands.fileHandleForWriting.close()
        shell.waitUntilExit()
    }

    private static let script = """
        trap '' INT TERM HUP
        umask 022
        mkdir "$2" && cd "$2" || exit
        "$1/initdb" --pgdata=data --username=shirase --auth=trust --encoding=UTF8 --locale=C >>log 2>&1 || exit
        start() {
            "$1/postgres" -D data -k "$2" -c listen_addresses= -c max_connections=200 -c shared_buffers=128MB \\
                -c synchronous_commit=on -c fsync=on >>log 2>&1 </dev/null &
            server=$!
            until "$1/pg_isready" --quiet --host="$2"; do
                kill -0 $server 2>/dev/null || { tail -n 3 log; exit 1; }
                sleep 0.05
            done
        }
        start "$@"
        echo ready
        while read -r command; do
            case $command in
            crash) "$1/pg_ctl" stop -D data -m immediate >>log 2>&1; wait $server 2>/dev/null; echo stopped ;;
            start) start "$@"; echo ready ;;
            esac
        done
        "$1/pg_ctl" stop -D data -m immediate >>log 2>&1
        cd / && rm -rf "$2"
        """

    /// `pg_ctl stop -m immediate`: ends it as a crash does.
    public func crash() throws {
        try commands.fileHandleForWriting.write(contentsOf: Data("crash\n".utf8))
        try expect("stopped")
    }

    /// Starts it again, and waits until it takes connections.
    public func start() throws {
        try commands.fileHandleForWriting.write(contentsOf: Data("start\n".utf8))
        try expect("ready")
    }

    private func expect(_ answer: String) throws {
        var line: [UInt8] = []
        while let byte = try answers.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A { line.append(byte) }
        let said = String(decoding: line, as: UTF8.self)
        guard said == answer else { throw BenchError(description: "PostgreSQL: \(said)") }
    }

    /// Makes an empty database as a city's has to be.
    ///
    /// - Returns: its URL.
    public func make(_ database: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "\(bin)/createdb")
        process.arguments = [
            "--host=\(folder)", "--username=shirase", "--template=template0", "--encoding=UTF8", "--lc-collate=C",
            "--lc-ctype=C", database,
        ]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchError(description: "createdb \(database) failed") }
        return "postgresql://shirase@/\(database)?host=\(folder)"
    }
}
