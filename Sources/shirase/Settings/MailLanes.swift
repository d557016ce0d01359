// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Mail

/// The lanes of live mail, and the relays that they name.
struct MailLanes: Sendable {
    var table: LaneTable
    var relays: [String: SMTPSettings]

    /// The groups of mail domains that Japan's residents have, each with a fifth of the connections, all over one relay.
    static func usual(_ relay: Settings.Relay, cityDomains: [String]) -> MailLanes {
        let groups: [(name: String, domains: [String])] = [
            ("docomo", ["docomo.ne.jp"]),
            ("au", ["ezweb.ne.jp", "au.com", "uqmobile.jp", "ido.ne.jp"]),
            (
                "softbank",
                [
                    "softbank.ne.jp", "i.softbank.jp", "vodafone.ne.jp", "disney.ne.jp", "ymobile.ne.jp", "willcom.com",
                    "pdx.ne.jp", "emnet.ne.jp",
                ]
            ),
            ("gmail", ["gmail.com", "googlemail.com"]),
            ("yahoo", ["yahoo.co.jp", "ymail.ne.jp"]),
            ("icloud", ["icloud.com", "me.com", "mac.com"]),
            ("city", cityDomains),
        ]
        let share = max(1, relay.connections / 5)
        let lanes = groups.filter { !$0.domains.isEmpty }.map {
            LaneSettings(name: $0.name, domains: $0.domains, connections: share)
        }
        let rest = LaneSettings(name: "rest", connections: relay.connections)
        let table = (try? LaneTable(lanes + [rest])) ?? LaneTable(rest: rest)
        return MailLanes(table: table, relays: ["main": relay.smtp])
    }

    /// One lane over one relay, for drills.
    static func single(_ relay: Settings.Relay) -> MailLanes {
        MailLanes(
            table: LaneTable(rest: LaneSettings(name: "rest", connections: relay.connections)),
            relays: ["main": relay.smtp]
        )
    }
}
