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
    let database: URL
    static let token = String(repeating: "0123456789abcdef", count: 4)

    /// - Parameters:
    ///   - keepContent: whether the mailbox keeps the mails or only who got which Message-ID.
    ///   - connections: to the relay.
    ///   - faults: how the relay misbehaves.
    init(keepContent: Bool = true, connections: Int = 4, faults: MailboxFaults? = nil) async throws {
        folder = try TemporaryFolder()
        mailbox = LocalMailbox(store: MailStore(keepContent: keepContent), faults: faults)
        let port = try await mailbox.start()
        database = folder.url.appendingPathComponent("data/shirase.sqlite")
        _ = try folder.file("token", Self.token, mode: 0o600)
        config = try folder.file(
            "shirase.yaml",
            """
            city: ichikawa
            data: data
            relay:
              host: 127.0.0.1
              port: \(port)
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
        )
        let key = try run("subscribers", "key", "--create")
        guard key.status == 0 else { throw Failure(.ours, key.errors) }
        let migrated = try run("db", "migrate")
        guard migrated.status == 0 else { throw Failure(.ours, migrated.errors) }
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
        let name = arguments.prefix { !$0.hasPrefix("-") && !$0.contains("/") }.count
        return try Program.run(
            Array(arguments.prefix(name)) + ["--config", config.path] + Array(arguments.dropFirst(name))
        )
    }

    /// Starts the service; its log goes to a file of the folder.
    func serve(log name: String = "serve.log") throws -> Process {
        let process = Program.process(["serve", "--config", config.path])
        let log = folder.url.appendingPathComponent(name)
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
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

    /// The ledger, read beside whatever runs.
    func accounts() throws -> [Ledger.Account] {
        try Ledger(database: SQLiteDatabase(path: database.path)).accounts()
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
