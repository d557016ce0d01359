// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Whose servers take a domain's mail, as far as their replies have a meaning of their own.
///
/// Told by the domain alone, without DNS: a company's domain that a provider hosts is `other`. A provider that signs
/// its replies is known by them all the same (`init(signature:)`).
public enum MailProvider: String, Sendable, Codable, CaseIterable {
    /// NTT docomo.
    case docomo
    /// KDDI: au, UQ mobile, au one net.
    case au
    /// SoftBank and what it took over: Vodafone, Willcom, EMOBILE, Y!mobile's MMS, Disney Mobile.
    case softBank = "softbank"
    /// Rakuten Mobile.
    case rakuten
    /// Gmail, and domains at Google that say so in their replies.
    case gmail
    /// Yahoo! JAPAN, which is no part of Yahoo.
    case yahooJapan = "yahoo-japan"
    /// Yahoo and AOL.
    case yahoo
    /// Apple.
    case iCloud = "icloud"
    /// Outlook.com, and domains at Microsoft that say so in their replies.
    case microsoft
    /// Anybody else.
    case other

    /// Domains beside those of `JapaneseCarrier`. `*` ends a name that goes on with a country.
    private static let domains: [String: MailProvider] = [
        "uqmobile.jp": .au, "biz.au.com": .au, "auone-net.jp": .au,
        "jp-c.ne.jp": .softBank, "jp-d.ne.jp": .softBank, "jp-h.ne.jp": .softBank, "jp-k.ne.jp": .softBank,
        "jp-n.ne.jp": .softBank, "jp-q.ne.jp": .softBank, "jp-r.ne.jp": .softBank, "jp-s.ne.jp": .softBank,
        "jp-t.ne.jp": .softBank, "disneymobile.ne.jp": .softBank, "wcm.ne.jp": .softBank,
        "ymobile1.ne.jp": .softBank, "y-mobile.ne.jp": .softBank, "emobile.ne.jp": .softBank,
        "emobile-s.ne.jp": .softBank,
        "rakumail.jp": .rakuten,
        "gmail.com": .gmail, "googlemail.com": .gmail,
        "yahoo.co.jp": .yahooJapan, "yahoo.ne.jp": .yahooJapan, "ybb.ne.jp": .yahooJapan,
        "yahoo.*": .yahoo, "ymail.com": .yahoo, "rocketmail.com": .yahoo, "aol.com": .yahoo,
        "icloud.com": .iCloud, "me.com": .iCloud, "mac.com": .iCloud,
        "outlook.*": .microsoft, "hotmail.*": .microsoft, "live.*": .microsoft, "msn.com": .microsoft,
    ]

    /// The provider of an address's domain, in lower case as `EmailAddress` has it.
    public init(domain: String) {
        switch JapaneseCarrier(domain: domain) {
        case .docomo: self = .docomo
        case .au: self = .au
        case .softBank: self = .softBank
        case nil where domain.hasSuffix(".auone-net.jp"): self = .au
        case nil:
            // `live.jp` and `yahoo.com.br` go on with a country, `live.example.jp` does not.
            let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
            let isNational =
                labels.count == 2
                || labels.count == 3 && ["co", "com"].contains(labels[1]) && labels[2].utf8.count == 2
            let family = isNational ? Self.domains["\(labels[0]).*"] : nil
            self = Self.domains[domain] ?? family ?? .other
        }
    }

    /// The provider that signs a reply, whatever domain it speaks for; nil where nobody does.
    init?(signature words: ReplyWords) {
        if words.contains("gsmtp") {
            self = .gmail
        } else if words.contains("prod.outlook.com") || words.contains("protection.outlook.com") {
            self = .microsoft
        } else {
            return nil
        }
    }
}
