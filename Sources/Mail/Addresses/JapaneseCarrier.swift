// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The mail domains of Japan's mobile carriers that gave out addresses with misplaced dots before April 2009.
///
/// They issue none since, but those in use go on working when the local part is quoted.
enum JapaneseCarrier {
    private static let domains: Set<String> = [
        "docomo.ne.jp",
        "ezweb.ne.jp", "au.com", "ido.ne.jp",
        "softbank.ne.jp", "i.softbank.jp", "vodafone.ne.jp", "disney.ne.jp",
        "willcom.com", "pdx.ne.jp", "ymobile.ne.jp", "emnet.ne.jp",
    ]

    /// The carriers whose users have a subdomain each: by region (SoftBank), by handset or family (KDDI, Willcom).
    private static let parents = [".vodafone.ne.jp", ".ezweb.ne.jp", ".pdx.ne.jp", ".biz.ezweb.ne.jp"]

    /// Whether the domain, in lower case, is one of these.
    static func isCarrier(_ domain: String) -> Bool {
        domains.contains(domain) || parents.contains { domain.hasSuffix($0) }
    }
}
