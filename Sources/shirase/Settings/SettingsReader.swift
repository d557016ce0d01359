// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Configuration
import Delivery
import Feeds
import Foundation
import Logging
import Mail
import Storage
import SystemPackage
import Yams

/// Reads the configuration: flags before environment before file before defaults, and tells all faults at once.
///
/// The environment's form of `relay.host` is `SHIRASE_RELAY_HOST`, of `relay.passwordFile` `SHIRASE_RELAY_PASSWORD_FILE`.
struct SettingsReader {
    private let reader: ConfigReader
    private let source: String
    private var faults: [SettingsError.Fault] = []

    /// - Parameters:
    ///   - file: the YAML file; nil for flags and environment alone.
    ///   - flags: what the command line says, by key.
    static func read(file: String?, flags: [SettingsKey: String] = [:]) async throws -> Settings {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                values: Dictionary(
                    uniqueKeysWithValues: flags.map { key, value in
                        (
                            AbsoluteConfigKey(key.rawValue.split(separator: ".").map(String.init)),
                            ConfigValue(.string(value), isSecret: false)
                        )
                    }
                )
            ),
            EnvironmentVariablesProvider().prefixKeys(with: "shirase"),
        ]
        var faults: [SettingsError.Fault] = []
        if let file {
            faults = try unknownKeys(file)
            if !faults.contains(where: { $0.key == "file" }) {
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
            }
        }
        var reader = SettingsReader(
            reader: ConfigReader(providers: providers),
            source: file ?? "flags and environment",
            faults: faults
        )
        return try reader.settings(folder: file.map { URL(fileURLWithPath: $0).deletingLastPathComponent() })
    }

    private init(reader: ConfigReader, source: String, faults: [SettingsError.Fault]) {
        self.reader = reader
        self.source = source
        self.faults = faults
    }

    // MARK: Parts

    private mutating func settings(folder: URL?) throws -> Settings {
        let base = folder ?? URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
        let data = path(.data, base: base) ?? base
        if text(.data) == nil { fault(.data, "missing: the folder for database, key and spool") }
        let resources = path(.resources, base: base) ?? Resources.folder
        let city = cityFolder(resources: resources, base: base)
        let relay = relay(.live, base: base)
        if relay == nil, text(.relayHost) == nil { fault(.relayHost, "missing: the mail relay that live alerts go to") }
        let lanes = relay.flatMap { self.lanes($0, base: base) }
        let drill = text(.drillHost) == nil ? nil : self.relay(.drill, base: base)
        let web = web()
        let intake = intake(data: data, base: base)
        let feeds = feeds()
        let capFeeds = capFeeds()
        let grace = number(.scheduleGraceMinutes, default: 10, in: 1...1_440)
        let upkeep = upkeep()
        let log = log()
        let database = database(data: data, base: base)
        let instance = text(.instanceName)
        if let instance, !InstanceName.isValid(instance) { fault(.instanceName, InstanceName.rule(instance)) }
        guard faults.isEmpty, let relay else { throw SettingsError(source: source, faults: faults) }
        return Settings(
            city: city,
            resources: resources,
            data: data,
            database: database,
            instance: instance,
            key: path(.keyFile, base: base) ?? data.appendingPathComponent("city.key"),
            relay: relay,
            lanes: lanes,
            drillRelay: drill,
            web: web,
            intake: intake,
            feeds: feeds,
            capFeeds: capFeeds,
            scheduleGrace: Double(grace) * 60,
            upkeep: upkeep,
            log: log
        )
    }

    private mutating func database(data: URL, base: URL) -> DatabasePlace {
        let file = path(.databasePath, base: base) ?? data.appendingPathComponent("shirase.sqlite")
        guard let url = text(.databaseURL) else { return .file(file) }
        if text(.databasePath) != nil { fault(.databaseURL, "a city has one database: set this or database.path") }
        do throws(StorageError) {
            return .server(url: url, place: try PostgreSQLDatabase.place(ofURL: url))
        } catch {
            fault(.databaseURL, error.message)
            return .file(file)
        }
    }

    private mutating func cityFolder(resources: URL, base: URL) -> URL {
        let name = text(.city) ?? "ichikawa"
        let folder =
            name.contains("/")
            ? URL(fileURLWithPath: name, relativeTo: base) : resources.appendingPathComponent("Cities/\(name)")
        if !FileManager.default.fileExists(atPath: folder.appendingPathComponent("profile.yaml").path) {
            fault(
                .city,
                "no profile.yaml in \(folder.path); name a city of \(resources.path)/Cities or give its folder"
            )
        }
        return folder.standardizedFileURL
    }

    private mutating func relay(_ keys: RelayKeys, base: URL) -> Settings.Relay? {
        guard let host = text(keys.host) else { return nil }
        var password: String?
        if let file = path(keys.passwordFile, base: base) { password = secret(keys.passwordFile, at: file) }
        let security: SMTPSettings.Security = choice(keys.security, default: .startTLS)
        let smtp = SMTPSettings(
            host: host,
            port: number(keys.port, default: security == .implicitTLS ? 465 : 587, in: 1...65_535),
            security: security,
            certificateAuthorityFile: path(keys.authorities, base: base)?.path,
            username: text(keys.username),
            password: password,
            heloName: text(keys.helo) ?? "localhost",
            messagesPerConnection: number(keys.messages, default: 1_000_000, in: 1...1_000_000_000),
            window: number(keys.window, default: 8, in: 1...64)
        )
        for problem in smtp.faults { fault(keys.host, problem) }
        return Settings.Relay(smtp: smtp, connections: number(keys.connections, default: 10, in: 1...200))
    }

    /// The lanes of a file; nil where none is named.
    private mutating func lanes(_ relay: Settings.Relay, base: URL) -> MailLanes? {
        guard let url = path(.lanesFile, base: base) else { return nil }
        let file = LaneFile(url, connections: max(1, relay.connections / 5))
        for problem in file.faults { fault(.lanesFile, problem) }
        guard file.faults.isEmpty else { return nil }
        do throws(LaneTable.Fault) {
            let relays = file.relays.merging(["main": relay.smtp]) { $1 }
            return MailLanes(table: try LaneTable(file.lanes), relays: relays)
        } catch {
            fault(.lanesFile, error.description)
            return nil
        }
    }

    private mutating func web() -> Settings.Web {
        var url: URL?
        if let text = text(.webPublicURL) {
            url = URL(string: text)
            let isLoopback = ["127.0.0.1", "localhost", "[::1]", "::1"].contains(url?.host() ?? "")
            if url?.host() == nil || !(url?.scheme == "https" || (url?.scheme == "http" && isLoopback)) {
                fault(.webPublicURL, "'\(text)' is not an https URL")
            }
        }
        return Settings.Web(
            host: text(.webHost) ?? "127.0.0.1",
            port: number(.webPort, default: 8080, in: 0...65_535),
            publicURL: url
        )
    }

    private mutating func intake(data: URL, base: URL) -> Settings.Intake {
        let token = intakeSecret(.intakeTokenFile, base: base)
        let secret = intakeSecret(.intakeSecretFile, base: base)
        return Settings.Intake(
            spool: path(.intakeSpool, base: base) ?? data.appendingPathComponent("spool"),
            spoolInterval: .seconds(number(.intakeSpoolSeconds, default: 1, in: 1...3600)),
            token: token,
            secret: secret
        )
    }

    private mutating func intakeSecret(_ key: SettingsKey, base: URL) -> String? {
        guard let file = path(key, base: base), let text = secret(key, at: file) else { return nil }
        if text.utf8.count < 32 { fault(key, "it has fewer than 32 characters; make one with `openssl rand -hex 32`") }
        return text
    }

    private mutating func feeds() -> FeedSettings? {
        let bases = list(.feedBases)
        guard !bases.isEmpty else { return nil }
        for base in bases { checkAddress(.feedBases, base) }
        let names = list(.feedNames)
        for name in names where name.wholeMatch(of: /[a-z0-9_-]{1,40}/) == nil {
            fault(.feedNames, "'\(name)' is no feed's name, such as eqvol, extra, regular, other")
        }
        if Set(names).count < names.count { fault(.feedNames, "a feed is named twice") }
        return feedSettings(
            (names.isEmpty ? ["eqvol", "extra", "regular", "other"] : names).map { .jma($0, bases: bases) },
            staleAfter: .seconds(86_400)
        )
    }

    /// Other senders may have nothing to say for months: their feeds are silent only where they do not answer.
    private mutating func capFeeds() -> FeedSettings? {
        let feeds = list(.feedCAP)
        guard !feeds.isEmpty else { return nil }
        var sources: [FeedSettings.Source] = []
        for feed in feeds {
            let addresses = feed.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }
            guard !addresses.isEmpty else {
                fault(.feedCAP, "'\(feed)' names no address")
                continue
            }
            for address in addresses { checkAddress(.feedCAP, address) }
            let source = FeedSettings.Source.cap(addresses)
            if sources.contains(where: { $0.label == source.label }) {
                fault(.feedCAP, "'\(source.label)' is named twice; separate the addresses of one feed by |")
            }
            sources.append(source)
        }
        return feedSettings(sources, staleAfter: nil)
    }

    private mutating func feedSettings(_ sources: [FeedSettings.Source], staleAfter: Duration?) -> FeedSettings {
        FeedSettings(
            sources: sources,
            interval: .seconds(number(.feedSeconds, default: 60, in: 1...3_600)),
            silentAfter: .seconds(number(.feedSilentMinutes, default: 10, in: 1...1_440) * 60),
            staleAfter: staleAfter,
            hosts: Set(list(.feedHosts))
        )
    }

    /// `https`, or `http` on this machine; a name and password in it would stand in every log.
    private mutating func checkAddress(_ key: SettingsKey, _ address: String) {
        let url = URL(string: address)
        let isLoopback = ["127.0.0.1", "localhost", "[::1]", "::1"].contains(url?.host() ?? "")
        if url?.host() == nil || !(url?.scheme == "https" || (url?.scheme == "http" && isLoopback)) {
            fault(key, "'\(address)' is not an https URL")
        } else if url?.user() != nil {
            fault(key, "the URL of \(url?.host() ?? "") has a name or password in it")
        }
    }

    private mutating func upkeep() -> Settings.Upkeep {
        Settings.Upkeep(
            resumeGrace: .seconds(number(.resumeGraceMinutes, default: 10, in: 1...1_440) * 60),
            suppression: SuppressionLimit(percent: number(.suppressionPercent, default: 1, in: 0...100)),
            // Not less than the rule of dead addresses looks back.
            ledgerDays: number(.ledgerDays, default: 400, in: 100...36_500)
        )
    }

    private mutating func log() -> Settings.Log {
        var level = Logger.Level.info
        if let text = text(.logLevel) {
            if let known = Logger.Level(rawValue: text) {
                level = known
            } else {
                fault(
                    .logLevel,
                    "'\(text)' is not one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
        }
        return Settings.Log(level: level, format: choice(.logFormat, default: isatty(2) == 1 ? .text : .json))
    }

    // MARK: Values

    private func text(_ key: SettingsKey) -> String? {
        let value = reader.string(forKey: ConfigKey(key.rawValue.split(separator: ".").map(String.init)))
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Values separated by commas.
    private func list(_ key: SettingsKey) -> [String] {
        (text(key) ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private func path(_ key: SettingsKey, base: URL) -> URL? {
        text(key).map { URL(fileURLWithPath: $0, relativeTo: base).standardizedFileURL }
    }

    private mutating func number(_ key: SettingsKey, default value: Int, in range: ClosedRange<Int>) -> Int {
        guard let text = text(key) else { return value }
        guard let number = Int(text), range.contains(number) else {
            fault(key, "'\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)")
            return value
        }
        return number
    }

    private mutating func choice<Value>(_ key: SettingsKey, default value: Value) -> Value
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        guard let text = text(key) else { return value }
        guard let choice = Value(rawValue: text) else {
            fault(key, "'\(text)' is not one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
            return value
        }
        return choice
    }

    /// A secret stands in a file of its own, readable by its owner alone.
    private mutating func secret(_ key: SettingsKey, at url: URL) -> String? {
        do throws(SecretFile.Refusal) {
            return try SecretFile.read(url)
        } catch {
            fault(key, error.problem)
            return nil
        }
    }

    private mutating func fault(_ key: SettingsKey, _ problem: String) {
        let fault = SettingsError.Fault(key: key.rawValue, problem: problem)
        // A key that two parts read is told once.
        if !faults.contains(fault) { faults.append(fault) }
    }

    // MARK: The file's own faults

    /// Keys that mean nothing, lists and maps where a value belongs: a misspelt key must not pass as a default.
    private static func unknownKeys(_ file: String) throws -> [SettingsError.Fault] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Failure(.missingInput, "there is no configuration file \(file)")
        }
        guard data.count <= 1 << 20, let text = String(data: data, encoding: .utf8) else {
            return [.init(key: "file", problem: "larger than 1 MiB, or not UTF-8")]
        }
        do {
            guard let node = try Yams.compose(yaml: text) else { return [] }
            guard case .mapping = node else { return [.init(key: "file", problem: "not a map of keys to values")] }
            return unknownKeys(node, below: "")
        } catch {
            return [.init(key: "file", problem: "not YAML: \(error)")]
        }
    }

    private static func unknownKeys(_ node: Node, below prefix: String) -> [SettingsError.Fault] {
        let known = Set(SettingsKey.allCases.map(\.rawValue))
        switch node {
        case .mapping(let mapping):
            if known.contains(prefix) { return [.init(key: prefix, problem: "must be one value, not a map")] }
            return mapping.flatMap { key, value -> [SettingsError.Fault] in
                let path = (prefix.isEmpty ? "" : prefix + ".") + (key.string ?? "?")
                guard known.contains(where: { $0 == path || $0.hasPrefix(path + ".") }) else {
                    return [.init(key: path, problem: "line \(key.mark?.line ?? 0): unknown key")]
                }
                return unknownKeys(value, below: path)
            }
        case .scalar, .alias:
            return known.contains(prefix) ? [] : [.init(key: prefix, problem: "must be a map of keys to values")]
        case .sequence:
            return [.init(key: prefix, problem: "must be one value, not a list")]
        }
    }
}

/// The keys of one relay.
private struct RelayKeys {
    let host, port, security, username, passwordFile, authorities, helo, connections, messages, window: SettingsKey

    static let live = RelayKeys(
        host: .relayHost,
        port: .relayPort,
        security: .relaySecurity,
        username: .relayUsername,
        passwordFile: .relayPasswordFile,
        authorities: .relayAuthorities,
        helo: .relayHelo,
        connections: .relayConnections,
        messages: .relayMessages,
        window: .relayWindow
    )
    static let drill = RelayKeys(
        host: .drillHost,
        port: .drillPort,
        security: .drillSecurity,
        username: .drillUsername,
        passwordFile: .drillPasswordFile,
        authorities: .drillAuthorities,
        helo: .drillHelo,
        connections: .drillConnections,
        messages: .drillMessages,
        window: .drillWindow
    )
}
