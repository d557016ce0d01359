// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Feeds
import Foundation
import Logging
import Mail

/// Everything that an operator sets, read once at the start.
struct Settings: Sendable {
    /// A mail relay.
    struct Relay: Sendable {
        var smtp: SMTPSettings
        var connections: Int
    }

    struct Web: Sendable {
        var host: String
        var port: Int
        /// The base of links in mails; the city profile's where none is set.
        var publicURL: URL?
    }

    struct Intake: Sendable {
        var spool: URL
        var spoolInterval: Duration
        /// The token that a push relay must show.
        var token: String?
        /// The secret with which a push relay signs; without it and a token nothing is taken over HTTP.
        var secret: String?
    }

    /// What is done by time and count.
    struct Upkeep: Sendable {
        /// After a longer sleep what was open waits for people.
        var resumeGrace: Duration = .seconds(600)
        /// How many addresses may be found dead in a day.
        var suppression = SuppressionLimit()
        /// How long the ledger says who got what.
        var ledgerDays = 400
    }

    struct Log: Sendable {
        var level: Logger.Level
        var format: LineLogHandler.Format
    }

    /// The city profile's folder.
    var city: URL
    /// The folder with `Locales` and `Templates`.
    var resources: URL
    /// The folder for what belongs to this machine.
    var data: URL
    /// The city's database.
    var database: DatabasePlace
    /// The name under which this machine serves; nil where it is made of the machine's.
    var instance: String?
    /// The city's key.
    var key: URL
    /// Where live alerts go.
    var relay: Relay
    /// By which lanes, where a file says so; else the usual ones.
    var lanes: MailLanes?
    /// Where drills go; none where no drill relay is set.
    var drillRelay: Relay?
    var web: Web
    var intake: Intake
    /// JMA's feeds that are polled; none where no base is set.
    var feeds: FeedSettings?
    /// The CAP feeds of other senders; none where no address is set.
    var capFeeds: FeedSettings?
    /// How late what was approved for a time may go out, in seconds.
    var scheduleGrace: TimeInterval = 600
    var upkeep = Upkeep()
    var log: Log

    /// Where this machine writes down how far it has seen the database come.
    var lifeFile: URL {
        switch database {
        case .file(let file): URL(fileURLWithPath: file.path + ".life")
        case .server: data.appendingPathComponent("shirase.life")
        }
    }
}

/// All that is wrong with a configuration, each fault with its key.
struct SettingsError: Error, CustomStringConvertible {
    struct Fault: Sendable, Hashable {
        let key: String
        let problem: String
    }

    let source: String
    let faults: [Fault]

    var description: String {
        (["\(source): \(faults.count) fault\(faults.count == 1 ? "" : "s")"]
            + faults.map { "  \($0.key): \($0.problem)" }).joined(separator: "\n")
    }
}
