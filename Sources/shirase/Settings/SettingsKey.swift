// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Every key of the configuration: what a file may hold, and what `config check` explains.
enum SettingsKey: String, CaseIterable {
    case city
    case resources
    case data
    case databasePath = "database.path"
    case databaseURL = "database.url"
    case instanceName = "instance.name"
    case keyFile = "key.file"
    case relayHost = "relay.host"
    case relayPort = "relay.port"
    case relaySecurity = "relay.security"
    case relayUsername = "relay.username"
    case relayPasswordFile = "relay.passwordFile"
    case relayAuthorities = "relay.certificateAuthorities"
    case relayHelo = "relay.helo"
    case relayConnections = "relay.connections"
    case relayMessages = "relay.messagesPerConnection"
    case relayWindow = "relay.window"
    case lanesFile = "lanes.file"
    case drillHost = "drill.host"
    case drillPort = "drill.port"
    case drillSecurity = "drill.security"
    case drillUsername = "drill.username"
    case drillPasswordFile = "drill.passwordFile"
    case drillAuthorities = "drill.certificateAuthorities"
    case drillHelo = "drill.helo"
    case drillConnections = "drill.connections"
    case drillMessages = "drill.messagesPerConnection"
    case drillWindow = "drill.window"
    case webHost = "web.host"
    case webPort = "web.port"
    case webPublicURL = "web.publicURL"
    case intakeSpool = "intake.spool"
    case intakeSpoolSeconds = "intake.spoolSeconds"
    case intakeTokenFile = "intake.tokenFile"
    case intakeSecretFile = "intake.secretFile"
    case feedBases = "feeds.baseURLs"
    case feedNames = "feeds.names"
    case feedHosts = "feeds.hosts"
    case feedSeconds = "feeds.intervalSeconds"
    case feedSilentMinutes = "feeds.silentMinutes"
    case feedCAP = "feeds.cap"
    case scheduleGraceMinutes = "schedule.graceMinutes"
    case resumeGraceMinutes = "resume.graceMinutes"
    case suppressionPercent = "suppression.percentPerDay"
    case ledgerDays = "ledger.days"
    case logLevel = "log.level"
    case logFormat = "log.format"

    /// The environment variable of the same meaning: `relay.passwordFile` is `SHIRASE_RELAY_PASSWORD_FILE`.
    var variable: String {
        var name = "SHIRASE_"
        var last: Character = "."
        for character in rawValue {
            if character.isUppercase, last.isLowercase { name += "_" }
            name += character == "." ? "_" : character.uppercased()
            last = character
        }
        return name
    }
}
