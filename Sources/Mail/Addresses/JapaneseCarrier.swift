// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A mobile carrier of Japan that gave out addresses with misplaced dots before April 2009, or the one that took it over.
///
/// They issue none since, but those in use go on working when the local part is quoted.
enum JapaneseCarrier {
    case docomo
    case au
    case softBank

    private static let domains: [String: JapaneseCarrier] = [
        "docomo.ne.jp": .docomo,
        "ezweb.ne.jp": .au, "au.com": .au, "ido.ne.jp": .au,
        "softbank.ne.jp": .softBank, "i.softbank.jp": .softBank, "vodafone.ne.jp": .softBank,
        "disney.ne.jp": .softBank, "willcom.com": .softBank, "pdx.ne.jp": .softBank, "ymobile.ne.jp": .softBank,
        "emnet.ne.jp": .softBank,
    ]

    /// The carriers whose users have a subdomain each: by region (SoftBank), by handset or family (KDDI, Willcom).
    private static let parents: [(suffix: String, carrier: JapaneseCarrier)] = [
        (".vodafone.ne.jp", .softBank), (".ezweb.ne.jp", .au), (".pdx.ne.jp", .softBank),
    ]

    /// The carrier of the domain, in lower case.
    init?(domain: String) {
        guard let carrier = Self.domains[domain] ?? Self.parents.first(where: { domain.hasSuffix($0.suffix) })?.carrier
        else { return nil }
        self = carrier
    }

    /// Whether the domain, in lower case, is one of these.
    static func isCarrier(_ domain: String) -> Bool {
        JapaneseCarrier(domain: domain) != nil
    }
}
