// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Foundation
import Mail
import TestSupport
import Testing

@testable import shirase

@Suite struct LaneFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ yaml: String) throws -> LaneFile {
        LaneFile(try folder.file("lanes.yaml", yaml), connections: 2)
    }

    @Test func relaysAndLanesAreRead() throws {
        _ = try folder.file("spare.password", "geheim\n", mode: 0o600)
        let file = try read(
            """
            relays:
              spare: {host: spare.example.jp, security: implicitTLS, username: x, passwordFile: spare.password}
            lanes:
              - name: docomo
                domains: [docomo.ne.jp, Mail.Example]
                relays: {main: 3, spare: 0}
                connections: 8
                accountConnections: 2
                perSecond: 50
                perMinute: 1000
              - name: rest
            """
        )
        #expect(file.faults == [])
        let spare = try #require(file.relays["spare"])
        #expect(spare.host == "spare.example.jp" && spare.port == 465 && spare.password == "geheim")
        let lane = try #require(file.lanes.first)
        #expect(lane.domains == ["docomo.ne.jp", "mail.example"])
        #expect(lane.relays == [.init(relay: "main", weight: 3), .init(relay: "spare", weight: 0)])
        #expect(lane.connections == 8 && lane.accountConnections == 2)
        #expect(lane.rates == [.init(messages: 50, per: .seconds(1)), .init(messages: 1000, per: .seconds(60))])
        #expect(file.lanes[1].connections == 2 && file.lanes[1].relays == [.init(relay: "main")])
        #expect(try LaneTable(file.lanes).lane(of: "x.mail.example") == "docomo")
    }

    @Test func everyFaultHasItsLineAndKey() throws {
        _ = try folder.file("open.password", "x", mode: 0o644)
        let faults = try read(
            """
            relays:
              main: {host: a.example}
              b: {port: 99999}
              c: {host: c.example, security: tls, user: x, passwordFile: open.password}
            lanes:
              - name: Do como
              - name: a
                domains: ["not a domain"]
                relays: {nobody: 1}
                connections: many
                perSecond: 0
            more: 1
            """
        ).faults
        for expected in [
            "line 2: relays.main", "line 3: relays.b.host", "line 4: relays.c.security", "relays.c.user: unknown key",
            "relays.c.passwordFile", "line 6: lanes[0].name", "line 8: lanes[1].domains", "lanes[1].relays.nobody",
            "lanes[1].connections", "lanes[1].perSecond", "more: unknown key",
        ] {
            #expect(faults.contains { $0.contains(expected) }, "\(expected) is not in \(faults)")
        }
    }

    @Test(arguments: ["", "[]", "lanes: {}", "lanes: []", "a: [", "\u{0}"])
    func whatIsNoTableIsRefused(yaml: String) throws {
        #expect(try !read(yaml).faults.isEmpty)
        #expect(!LaneFile(URL(fileURLWithPath: "/nowhere/lanes.yaml"), connections: 1).faults.isEmpty)
    }

    @Test func theConfigurationTellsThem() async throws {
        _ = try folder.file("lanes.yaml", "lanes: [{name: a, domains: [a.example]}]")
        let configuration = try folder.file(
            "c.yaml",
            "data: data\nrelay: {host: mail.example.jp}\nlanes: {file: lanes.yaml}\n"
        )
        let error = await #expect(throws: SettingsError.self) {
            _ = try await SettingsReader.read(
                file: configuration.path,
                flags: [.resources: RepositoryRoot.url.path]
            )
        }
        let faults = try #require(error).faults
        #expect(faults.contains { $0.key == "lanes.file" && $0.problem.contains("last lane") }, "\(faults)")
    }

    @Test func theUsualLanesAreThoseOfJapansMail() throws {
        let relay = Settings.Relay(
            smtp: SMTPSettings(host: "a", port: 25, security: .none, heloName: "localhost"),
            connections: 10
        )
        let lanes = MailLanes.usual(relay, cityDomains: ["city.example.jp"])
        let expected = [
            "docomo.ne.jp": "docomo", "ezweb.ne.jp": "au", "i.softbank.jp": "softbank", "gmail.com": "gmail",
            "yahoo.co.jp": "yahoo", "icloud.com": "icloud", "city.example.jp": "city", "example.com": "rest",
        ]
        for (domain, lane) in expected { #expect(lanes.table.lane(of: domain) == lane) }
        #expect(lanes.table.lanes.last?.connections == 10 && lanes.table.lanes.first?.connections == 2)
    }
}
