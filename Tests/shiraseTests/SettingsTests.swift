// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Feeds
import Foundation
import Mail
import TestSupport
import Testing

@testable import shirase

@Suite(.timeLimit(.minutes(10)))
struct SettingsTests {
    private static let good = """
        data: data
        relay: {host: mail.example.jp, port: 2525, security: startTLS, connections: 3}
        """

    private func read(_ yaml: String, flags: [SettingsKey: String] = [:]) async throws -> Settings {
        let folder = try TemporaryFolder()
        let flags = flags.merging([.resources: RepositoryRoot.url.path]) { $1 }
        return try await SettingsReader.read(file: try folder.file("c.yaml", yaml).path, flags: flags)
    }

    @Test func fileIsReadAndPathsAreRelativeToIt() async throws {
        let settings = try await read(Self.good)
        #expect(settings.relay.smtp.host == "mail.example.jp")
        #expect(settings.relay.smtp.port == 2525)
        #expect(settings.relay.connections == 3)
        #expect("\(settings.database)".hasSuffix("/data/shirase.sqlite") && !settings.database.isShared)
        #expect(settings.drillRelay == nil)
        #expect(settings.intake.token == nil)
    }

    @Test func aDatabaseOnAServerIsNamedWithoutItsURL() async throws {
        let settings = try await read(
            Self.good + "\ndatabase: {url: \"postgresql://city@db.example.jp:5433/shirase?sslmode=verify-full\"}\n"
        )
        #expect(settings.database.isShared)
        #expect("\(settings.database)" == "PostgreSQL, database shirase at db.example.jp")
    }

    /// A password in a file of settings ends up in backups and tickets; one that is refused stands in no message.
    @Test(arguments: [
        ("url: postgresql://city:hunter2@db.example.jp/shirase", ".pgpass"),
        ("url: \"postgresql://db.example.jp/shirase?password=hunter2\"", ".pgpass"),
        ("url: mysql://hunter2@db.example.jp/shirase", "postgresql://"),
        ("{url: postgresql://db.example.jp/shirase, path: a.sqlite}", "one database"),
    ])
    func aDatabaseThatCannotBeIsAFault(database: String, says: String) async throws {
        let database = database.hasPrefix("{") ? database : "{\(database)}"
        let error = await #expect(throws: SettingsError.self) {
            _ = try await read(Self.good + "\ndatabase: \(database)\n")
        }
        let fault = try #require(error?.faults.first)
        #expect(fault.key == "database.url" && fault.problem.contains(says), "\(fault)")
        #expect(!"\(try #require(error))".contains("hunter2"))
    }

    @Test func flagsWinOverTheFile() async throws {
        let settings = try await read(Self.good, flags: [.relayPort: "26"])
        #expect(settings.relay.smtp.port == 26)
    }

    @Test func allFaultsAreToldAtOnce() async throws {
        let error = await #expect(throws: SettingsError.self) {
            _ = try await read(
                """
                relay: {host: mail.example.jp, port: seventy, security: tls, connection: 3}
                web: {port: 99999}
                log: [info]
                city: atlantis
                """
            )
        }
        let keys = try #require(error).faults.map(\.key)
        for key in ["relay.port", "relay.security", "relay.connection", "web.port", "log", "city", "data"] {
            #expect(keys.contains(key), "\(key) is not among \(keys)")
        }
    }

    @Test func passwordWithoutTLSIsRefused() async throws {
        let folder = try TemporaryFolder()
        let password = try folder.file("password", "secret", mode: 0o600)
        let error = await #expect(throws: SettingsError.self) {
            _ = try await read(
                """
                data: data
                relay: {host: mail.example.jp, security: none, username: city, passwordFile: \(password.path)}
                """
            )
        }
        #expect("\(try #require(error))".contains("without TLS"))
        #expect(!"\(try #require(error))".contains("secret"))
    }

    @Test func secretThatOthersMayReadIsRefused() async throws {
        let folder = try TemporaryFolder()
        let token = try folder.file("token", Site.token, mode: 0o644)
        let error = await #expect(throws: SettingsError.self) {
            _ = try await read(Self.good + "\nintake: {tokenFile: \(token.path)}")
        }
        #expect("\(try #require(error))".contains("chmod 600"))
    }

    @Test func everyKeyHasItsVariable() {
        #expect(SettingsKey.relayPasswordFile.variable == "SHIRASE_RELAY_PASSWORD_FILE")
        #expect(SettingsKey.webPublicURL.variable == "SHIRASE_WEB_PUBLIC_URL")
        #expect(SettingsKey.intakeSpoolSeconds.variable == "SHIRASE_INTAKE_SPOOL_SECONDS")
    }

    @Test func timesAndCountsOfUpkeepHaveTheirBounds() async throws {
        let usual = try await read(Self.good).upkeep
        #expect(usual.resumeGrace == .seconds(600) && usual.ledgerDays == 400 && usual.suppression.percent == 1)
        let other = try await read(
            Self.good
                + "\nresume: {graceMinutes: 3}\nsuppression: {percentPerDay: 0}\nledger: {days: 100}"
        ).upkeep
        #expect(other.resumeGrace == .seconds(180) && other.ledgerDays == 100 && other.suppression.percent == 0)
        let error = await #expect(throws: SettingsError.self) {
            _ = try await read(
                Self.good + "\nresume: {graceMinutes: 0}\nsuppression: {percentPerDay: 101}\nledger: {days: 99}"
            )
        }
        let keys = try #require(error).faults.map(\.key).sorted()
        #expect(keys == ["ledger.days", "resume.graceMinutes", "suppression.percentPerDay"])
    }

    @Test func feedsOfOthersStandBesideJMAs() async throws {
        let settings = try await read(
            Self.good + """

                feeds:
                  baseURLs: https://a.example/feed/, https://b.example/feed
                  names: eqvol
                  intervalSeconds: 30
                  cap: https://c.example/cap.atom?a=1 | https://d.example/cap, http://127.0.0.1:8080/cap
                """
        )
        let jma = try #require(settings.feeds)
        #expect(jma.sources.map(\.label) == ["eqvol"] && jma.staleAfter == .seconds(86_400))
        #expect(jma.sources[0].addresses == ["https://a.example/feed/eqvol.xml", "https://b.example/feed/eqvol.xml"])
        #expect(jma.sources[0].longAddresses.first == "https://a.example/feed/eqvol_l.xml")
        let others = try #require(settings.capFeeds)
        #expect(others.sources.map(\.label) == ["c.example/cap.atom?a=1", "127.0.0.1:8080/cap"])
        #expect(others.sources[0].addresses == ["https://c.example/cap.atom?a=1", "https://d.example/cap"])
        #expect(others.sources.allSatisfy { $0.longAddresses.isEmpty && !$0.isUrgent })
        #expect(others.staleAfter == nil && others.interval == .seconds(30))
        let neither = try await read(Self.good)
        #expect(neither.feeds == nil && neither.capFeeds == nil)
    }

    @Test(
        arguments: [
            "http://c.example/cap", "https://u:p@c.example/cap", "|", "ftp://c.example/cap", "c.example/cap",
            "https://c.example/cap, https://c.example/cap",
        ]
    )
    func aFeedThatMustNotBeAskedIsRefused(_ text: String) async throws {
        let error = await #expect(throws: SettingsError.self) {
            _ = try await read(Self.good + "\nfeeds: {cap: '\(text)', baseURLs: https://a.example, intervalSeconds: 0}")
        }
        #expect(try #require(error).faults.map(\.key).sorted() == ["feeds.cap", "feeds.intervalSeconds"])
        #expect(!"\(try #require(error))".contains("u:p"))
    }

    /// The names that `config keys` tells are those that the program reads.
    @Test(arguments: [SettingsKey.relayPort, .webPort, .relayConnections])
    func environmentWinsOverTheFile(_ key: SettingsKey) throws {
        let folder = try TemporaryFolder()
        let config = try folder.file("c.yaml", Self.good)
        let result = try Program.run(["config", "check", "--config", config.path], environment: [key.variable: "none"])
        #expect(result.status == 78)
        #expect(result.errors.contains("\(key.rawValue): 'none'"))
    }

    @Test func checkAcceptsAGoodConfigurationAndNamesAMissingFile() throws {
        let folder = try TemporaryFolder()
        let config = try folder.file("c.yaml", Self.good)
        let good = try Program.run(["config", "check", "--config", config.path])
        #expect(good.status == 0, "\(good.errors)")
        #expect(good.output.hasSuffix("good\n"))
        #expect(try Program.run(["config", "check", "--config", "/nowhere.yaml"]).status == 66)
    }
}
