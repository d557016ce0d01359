// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// A city on this machine: a folder with configuration, key and database, and the product as a program beside it.
final class TestCity {
    static let token = String(repeating: "0123456789abcdef", count: 4)

    let program: Program
    let folder: URL
    let data: URL
    private let config: URL
    private var runs = 0

    /// What is set beside the usual.
    struct Options {
        var connections = 8
        var messagesPerConnection = 1_000_000
        /// The text of `lanes.file`.
        var lanes: String?
        /// Where the database stands; the folder itself if nil.
        var data: URL?
        /// The database of a PostgreSQL server instead of SQLite.
        var databaseURL: String?
    }

    /// - Parameters:
    ///   - folder: is made.
    ///   - relay: the port of the relay that is called main.
    init(_ program: Program, in folder: URL, relay: Int, options: Options = Options()) throws {
        self.program = program
        self.folder = folder
        data = options.data ?? folder.appendingPathComponent("data")
        config = folder.appendingPathComponent("shirase.yaml")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.token.write(to: folder.appendingPathComponent("token"), atomically: false, encoding: .utf8)
        chmod(folder.appendingPathComponent("token").path, 0o600)
        var text = """
            city: ichikawa
            data: \(options.data?.path ?? "data")
            key:
              file: city.key
            relay:
              host: 127.0.0.1
              port: \(relay)
              security: none
              connections: \(options.connections)
              messagesPerConnection: \(options.messagesPerConnection)
            web:
              port: 0
            intake:
              tokenFile: token
            log:
              level: info
              format: json

            """
        if let url = options.databaseURL { text += "database:\n  url: \(url)\n" }
        if let lanes = options.lanes {
            text += "lanes:\n  file: lanes.yaml\n"
            try lanes.write(to: folder.appendingPathComponent("lanes.yaml"), atomically: false, encoding: .utf8)
        }
        try text.write(to: config, atomically: false, encoding: .utf8)
        try must("subscribers", "key", "--create")
        try must("db", "migrate")
    }

    /// A city that is there already.
    private init(_ program: Program, at folder: URL) {
        self.program = program
        self.folder = folder
        data = folder.appendingPathComponent("data")
        config = folder.appendingPathComponent("shirase.yaml")
    }

    /// The same city once more, while nothing serves it.
    func copy(to folder: URL) throws -> TestCity {
        try FileManager.default.copyItem(at: self.folder, to: folder)
        return TestCity(program, at: folder)
    }

    /// What a command printed, and how it ended.
    struct Answer {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs a command of the product on this city to its end.
    @discardableResult
    func run(_ arguments: String...) throws -> Answer { try run(arguments) }

    private func run(_ arguments: [String]) throws -> Answer {
        runs += 1
        let output = folder.appendingPathComponent("out").path
        let errors = folder.appendingPathComponent("err").path
        let process = try Spawned(command(arguments), environment: environment, output: output, errors: errors)
        let status: Int32 = if case .exit(let code) = process.wait() { code } else { -1 }
        return Answer(
            status: status,
            output: (try? String(contentsOfFile: output, encoding: .utf8)) ?? "",
            errors: (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        )
    }

    /// Runs a command that has to succeed.
    @discardableResult
    func must(_ arguments: String...) throws -> String {
        let answer = try run(arguments)
        guard answer.status == 0 else {
            throw BenchError(
                description: "shirase \(arguments.prefix(2).joined(separator: " ")) ended with \(answer.status): "
                    + "\(answer.errors.suffix(500))"
            )
        }
        return answer.output
    }

    /// The command's name first, then where its city is.
    private func command(_ arguments: [String]) -> [String] {
        let name = arguments.prefix { !$0.hasPrefix("-") && !$0.contains("/") }.count
        return [program.path] + arguments.prefix(name) + ["--config", config.path] + arguments.dropFirst(name)
    }

    private var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SHIRASE_") }
            .merging(["SHIRASE_RESOURCES": program.resources]) { $1 }
    }

    /// Imports so many residents, all of whom want everything, in three languages by turns.
    ///
    /// - Parameter domain: by number.
    func importResidents(_ numbers: Range<Int>, domain: (Int) -> String = { _ in "example.jp" }) throws {
        let languages = ["ja", "ja-simple", "en"]
        var text = "email,language,topics,areas,thresholds\n"
        for number in numbers {
            text += "r\(number)@\(domain(number)),\(languages[number % 3]),earthquake;weather;tsunami,,earthquake=3\n"
        }
        let file = folder.appendingPathComponent("residents.csv")
        try text.write(to: file, atomically: false, encoding: .utf8)
        try must("subscribers", "import", file.path)
        try FileManager.default.removeItem(at: file)
    }

    /// Hands in a telegram by command; the next `serve` sends what comes of it.
    func intake(_ telegram: String) throws {
        let file = folder.appendingPathComponent("telegram.xml")
        try telegram.write(to: file, atomically: false, encoding: .utf8)
        try must("intake", file.path)
    }

    /// Starts the service.
    ///
    /// - Parameters:
    ///   - wrapper: a program that starts it, with its arguments.
    ///   - more: arguments of `serve`.
    func serve(wrapper: [String] = [], more: [String] = []) throws -> Service {
        runs += 1
        let log = folder.appendingPathComponent("serve-\(runs).log")
        let process = try Spawned(
            wrapper + command(["serve"] + more),
            environment: environment,
            output: "/dev/null",
            errors: log.path
        )
        return Service(process: process, log: log)
    }

    /// One release as `ledger show` tells it.
    struct Account: Decodable {
        let alert: String
        let state: String
        let audience: Int
        let settled: [String: Int]

        var sent: Int { settled["sent"] ?? 0 }
    }

    /// The latest releases, newest first.
    func accounts() throws -> [Account] {
        try JSONDecoder().decode([Account].self, from: Data(try must("ledger", "show", "--json").utf8))
    }

    /// Waits until the latest release is finished.
    func awaitFinish(seconds: Int = 120) throws -> Account {
        for _ in 0..<seconds * 5 {
            if let account = try accounts().first, account.state == "finished" { return account }
            usleep(200_000)
        }
        throw BenchError(description: "the release did not finish in \(seconds) s")
    }

    /// What `ledger verify` finds wrong.
    func faults() throws -> [String] {
        let answer = try run("ledger", "verify")
        return answer.status == 0 ? [] : [answer.errors]
    }
}
