// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mailbox
import Storage
import TestSupport

@testable import shirase

/// A city on this machine: a folder with configuration and key, and a mailbox for a relay.
final class Site: Sendable {
    let folder: TemporaryFolder
    let mailbox: LocalMailbox
    let config: URL
    /// SQLite's file; not there where the city is on a server.
    let database: URL
    /// The server's database; nil for SQLite.
    let server: String?
    private let connections: Int
    private let relayPort: Int
    static let token = String(repeating: "0123456789abcdef", count: 4)

    /// - Parameters:
    ///   - keepContent: whether the mailbox keeps the mails or only who got which Message-ID.
    ///   - connections: to the relay.
    ///   - faults: how the relay misbehaves.
    ///   - server: the URL of an empty PostgreSQL database; SQLite where none is given.
    init(
        keepContent: Bool = true,
        connections: Int = 4,
        faults: MailboxFaults? = nil,
        server: String? = nil
    ) async throws {
        self.server = server
        self.connections = connections
        folder = try TemporaryFolder()
        mailbox = LocalMailbox(store: MailStore(keepContent: keepContent), faults: faults)
        relayPort = try await mailbox.start()
        database = folder.url.appendingPathComponent("data/shirase.sqlite")
        _ = try folder.file("token", Self.token, mode: 0o600)
        config = try folder.file(
            "shirase.yaml",
            Self.yaml(data: "data", relayPort: relayPort, connections: connections, server: server)
        )
        let key = try run("subscribers", "key", "--create")
        guard key.status == 0 else { throw Failure(.ours, key.errors) }
        let migrated = try run("db", "migrate")
        guard migrated.status == 0 else { throw Failure(.ours, migrated.errors) }
    }

    private static func yaml(data: String, relayPort: Int, connections: Int, server: String?) -> String {
        """
        city: ichikawa
        data: \(data)
        \(server.map { "database: {url: \"\($0)\"}" } ?? "")
        key:
          file: data/city.key
        relay:
          host: 127.0.0.1
          port: \(relayPort)
          security: none
          connections: \(connections)
        web:
          port: 0
        intake:
          tokenFile: token
        log:
          level: info
          format: json
        """
    }

    /// The configuration of a further machine: a data folder of its own, the same city, key, relay and server.
    func machine(_ name: String, server: String? = nil) throws -> URL {
        try folder.file(
            "\(name).yaml",
            Self.yaml(
                data: "data-\(name)",
                relayPort: relayPort,
                connections: connections,
                server: server ?? self.server
            )
        )
    }

    deinit {
        let mailbox = mailbox
        Task { try? await mailbox.stop() }
    }

    /// A site with three residents, of a city whose rules let officers decide about earthquakes.
    static func reviewing() async throws -> Site {
        let site = try await Site()
        let city = site.folder.url.appendingPathComponent("city")
        try FileManager.default.copyItem(at: RepositoryRoot.appending("Cities/ichikawa"), to: city)
        let rules = city.appendingPathComponent("rules.yaml")
        let text = try String(contentsOf: rules, encoding: .utf8)
        try text.replacing(
            "hazards: [earthquake], from: \"3\", action: issue",
            with: "hazards: [earthquake], from: \"3\", action: review"
        )
        .write(to: rules, atomically: true, encoding: .utf8)
        let config = try String(contentsOf: site.config, encoding: .utf8)
        try config.replacing("city: ichikawa", with: "city: \(city.path)/").write(
            to: site.config,
            atomically: true,
            encoding: .utf8
        )
        try site.importResidents(3)
        return site
    }

    /// Runs a command on this site to its end.
    func run(_ arguments: String...) throws -> Program.Result {
        try run(arguments, config: config)
    }

    /// Runs a command on one of the site's machines to its end.
    func run(_ arguments: [String], config: URL) throws -> Program.Result {
        let name = arguments.prefix { !$0.hasPrefix("-") && !$0.contains("/") }.count
        return try Program.run(
            Array(arguments.prefix(name)) + ["--config", config.path] + Array(arguments.dropFirst(name))
        )
    }

    /// Starts the service; its log goes to a file of the folder.
    ///
    /// - Parameter config: of a machine of the site's; the site's own where none is given.
    func serve(log name: String = "serve.log", config: URL? = nil, _ arguments: String...) throws -> Process {
        let process = Program.process(["serve", "--config", (config ?? self.config).path] + arguments)
        let log = folder.url.appendingPathComponent(name)
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.start()
        return process
    }

    /// The log so far.
    func log(_ name: String = "serve.log") -> String {
        (try? String(contentsOf: folder.url.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }

    /// The port of a service that has said it.
    func webPort(log name: String = "serve.log") async throws -> Int {
        try await eventually("the service says its port") {
            self.log(name).split(separator: "\n").first { $0.contains("\"serving\"") }
                .flatMap { try? JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }?["port"].flatMap(
                    Int.init
                )
        }
    }

    /// A demonstration telegram, reported just now.
    func telegram(_ name: String) throws -> URL {
        let steps = try DemoTelegrams(folder: RepositoryRoot.appending("Cities/ichikawa/demo"), now: Date()).steps
        guard let step = steps.first(where: { $0.name.contains(name) }) else { throw Failure(.ours, "no \(name)") }
        let file = folder.url.appendingPathComponent(step.name)
        try step.bytes.write(to: file)
        return file
    }

    /// Imports so many residents who want everything, in these languages by turns.
    func importResidents(_ count: Int, languages: [String] = ["ja", "ja-simple", "en"]) throws {
        var text = "email,language,topics\n"
        for number in 0..<count {
            text += "r\(number)@example.jp,\(languages[number % languages.count]),earthquake;weather;tsunami\n"
        }
        let result = try run("subscribers", "import", try folder.file("residents.csv", text).path)
        guard result.status == 0 else { throw Failure(.ours, result.errors) }
    }

    /// Waits until a process says that it serves.
    func waitUntilServing(log name: String) async throws {
        _ = try await eventually("\(name) says that it serves") {
            self.log(name).contains("\"serving\"") ? true : nil
        }
    }

    /// The city's database, beside whatever runs.
    func open() throws -> any Storage.Database {
        if let server { return try PostgreSQLDatabase(url: server, connections: 2) }
        return try SQLiteDatabase(path: database.path)
    }

    /// The ledger, read beside whatever runs.
    func accounts() throws -> [Ledger.Account] {
        try Ledger(database: open()).accounts()
    }
}

/// Waits until a value is there, five minutes at most, since many tests share few threads; looks again every few
/// milliseconds.
func eventually<Value>(_ what: String, _ value: () throws -> Value?) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(300)
    while ContinuousClock.now < deadline {
        if let value = try value() { return value }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw Failure(.failed, "waited five minutes in vain: \(what)")
}
