// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Composer
import Delivery
import Foundation
import Gazetteer
import Localization
import Logging
import Mail
import Mailbox
import Registry
import Synchronization
import Web

/// The whole service on this machine alone: a mailbox of its own, residents who do not exist, telegrams made up.
struct Demo: Sendable {
    let folder: URL
    let city: URL
    let resources: URL
    let port: Int
    let logger: Logger

    /// What a run came to.
    struct Summary: Sendable {
        var accepted = 0
        var audience = 0
        var languages = 0
        var alerts = 0
        var faults: [String] = []

        var isComplete: Bool { accepted == audience && audience > 0 && faults.isEmpty }
    }

    /// Plays everything; then serves its page until cancelled, or ends.
    func run(exits: Bool) async throws -> Summary {
        let mailbox = LocalMailbox()
        let relayPort = try await mailbox.start()
        let settings = try settings(relayPort: relayPort)
        let name = try InstanceName("demo", roles: Set(Role.allCases), settings: settings)
        let service = try CityService(settings, name: name, logger: logger)
        let report = try SubscriberImport(into: service.rooms.registry, rules: service.city.importRules)
            .run(Array(DemoResidents.csv(of: service.city.profile).utf8), now: Date())
        guard report.faults.isEmpty else { throw Failure(.ours, "demo residents: \(report.faults[0])") }
        let profile = service.city.profile
        let pages = MailboxPages(store: mailbox.store, title: "Shirase demo: \(profile.municipality.name(in: "en"))")
        let summary = try await withThrowingTaskGroup(of: Summary?.self) { group in
            let listening = AsyncStream.makeStream(of: Int.self)
            group.addTask {
                try await service.run(mailbox: pages) { port in if let port { listening.continuation.yield(port) } }
                return nil
            }
            group.addTask {
                var ports = listening.stream.makeAsyncIterator()
                guard let port = await ports.next() else { return nil }
                Console.line("page       http://127.0.0.1:\(port)/")
                Console.line("residents  \(report.added + report.replaced), database \(service.settings.database)")
                let summary = try await play(service, mailbox: mailbox.store)
                if !exits {
                    Console.line("everything is played; the page stays until you press Ctrl-C")
                    try await Task.sleep(for: .seconds(365 * 86_400))
                }
                return summary
            }
            defer { group.cancelAll() }
            while let finished = try await group.next() {
                if let finished { return finished }
            }
            throw Failure(.ours, "the demo's service ended by itself")
        }
        try await mailbox.stop()
        for line in service.gaps.report { Console.error("phrases: \(line)") }
        return summary
    }

    private func play(_ service: CityService, mailbox: MailStore) async throws -> Summary {
        var summary = Summary()
        let telegrams = try DemoTelegrams(folder: city.appendingPathComponent("demo"), now: Date())
        for step in telegrams.steps {
            guard case .taken(.alerts(let made)) = try service.receive(step.bytes, channel: "demo") else {
                summary.faults.append("\(step.name) made no alert")
                continue
            }
            for alert in made.map(\.alert) {
                summary.alerts += 1
                let account = try await finish(alert.id, service: service)
                summary.audience += account.audience
                summary.accepted += account.settled[FinalState.sent.rawValue] ?? 0
                let subject = try service.city.composer.mail(for: alert, in: .english, previous: nil).subject
                Console.line(
                    "\(step.name.prefix(9))  \(account.settled["sent"] ?? 0) of \(account.audience) mails, "
                        + "\(account.byLanguage.count) languages: \(subject)"
                )
            }
        }
        summary.languages = Set(mailbox.mails.map { $0.decoded.contentLanguage }).count
        summary.faults += try service.rooms.ledger.verify()
        if mailbox.count != summary.accepted {
            summary.faults.append(
                "the relay says it took \(summary.accepted) mails, the mailbox holds \(mailbox.count)"
            )
        }
        return summary
    }

    /// Waits for a release's last recipient, a minute at most.
    private func finish(_ alert: Alert.ID, service: CityService) async throws -> Ledger.Account {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if let account = try service.rooms.ledger.accounts(alert: alert.rawValue).first, account.state == "finished"
            {
                return account
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Failure(.failed, "the release of \(alert) did not finish within a minute")
    }

    private func settings(relayPort: Int) throws -> Settings {
        let key = folder.appendingPathComponent("city.key")
        if !FileManager.default.fileExists(atPath: key.path) { _ = try KeyFile.create(at: key) }
        return Settings(
            city: city,
            resources: resources,
            data: folder,
            database: .file(folder.appendingPathComponent("shirase.sqlite")),
            instance: nil,
            key: key,
            relay: Settings.Relay(
                smtp: SMTPSettings(host: "127.0.0.1", port: relayPort, security: .none, heloName: "localhost"),
                connections: 4
            ),
            drillRelay: nil,
            web: Settings.Web(host: "127.0.0.1", port: port, publicURL: nil),
            intake: Settings.Intake(
                spool: folder.appendingPathComponent("spool"),
                spoolInterval: .seconds(1),
                token: nil
            ),
            log: Settings.Log(level: .warning, format: .text)
        )
    }
}
