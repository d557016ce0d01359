// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What providers mean by words and codes of their own. Facts as seen in:
///
/// - sisimai: `lib/sisimai/rhost` of github.com/sisimai/rb-sisimai, bounces gathered over many years
/// - sendmagic: note.com/sendmagic, "SMTP応答コードについて", replies that a sender in Japan measured
/// - Google: support.google.com/a/answer/3726730 and 14229414
/// - Microsoft: learn.microsoft.com, "Non-delivery reports in Exchange Online"; dmarcian on 5.7.515
/// - Apple: support.apple.com/102322
extension ReplyRule {
    /// The provider's rules, to be asked before the common ones.
    static func ownRules(of provider: MailProvider) -> [ReplyRule] {
        switch provider {
        case .docomo: docomo
        case .au: au
        case .softBank: softBank
        case .gmail: gmail
        case .yahooJapan: yahooJapan
        case .yahoo: yahoo
        case .iCloud: iCloud
        case .microsoft: microsoft
        // Rakuten's replies are not published; what is said in common words is understood.
        case .rakuten, .other: []
        }
    }

    private static let docomo = [
        // sisimai: after RCPT nobody is there; after DATA the same words are the resident's filter. A bounce that does
        // not say where they were spoken says nothing.
        ReplyRule(.unknownUser, says: ["unknown user"], at: [.rcpt]),
        ReplyRule(.filtered, says: ["unknown user"], at: [.data, .content]),
        ReplyRule(.unknown, says: ["unknown user"]),
        // sisimai, sendmagic: 552 with these words is a full mailbox, not a large mail.
        ReplyRule(.mailboxFull, says: ["too much mail data"]),
        // sendmagic: a line of more than 1,000 octets.
        ReplyRule(.contentRefused, says: ["line too long"]),
    ]

    private static let au = [
        // sisimai: `550 : User unknown`, with the place of the address empty, is the resident's filter.
        ReplyRule(.filtered, says: ["user unknown"], namesAddress: false),
        ReplyRule(.unknownUser, says: ["user unknown"]),
        // set-of-emails: KDDI's internet service, au one net.
        ReplyRule(.unknownUser, says: ["recipient address rejected"], at: [.rcpt]),
        // sendmagic: signs that au does not issue, or two at signs.
        ReplyRule(.badAddress, says: ["relay access denied"], codes: 554...554),
    ]

    private static let softBank = [
        // sendmagic. A domain in a return path without a record in DNS, 553, is among the common words.
        ReplyRule(.unknownUser, says: ["invalid recipient"])
    ]

    private static let gmail = [
        // Google: every 4.7 is a form of throttling, the reason for which is found in the 5.7 of the same number.
        ReplyRule(.rateLimited, status: .transient(7, 0...999)),
        // Google: 28 is too much unwanted mail from this network; the others are PTR, SPF, DKIM, DMARC, TLS, alignment.
        ReplyRule(.blocked, status: .permanent(7, 28...28)),
        ReplyRule(.badSender, status: .permanent(7, 23...32)),
        ReplyRule(.badSender, says: ["fails to pass authentication checks", "ipv6 sending guidelines regarding ptr"]),
        // Google: 4.2.1 and 5.2.1 with these words: the resident gets too much at the moment.
        ReplyRule(.rateLimited, says: ["the user you are trying to contact is receiving", "peak smtp relay limit"]),
        // Google: the account is closed or nobody has used it for long.
        ReplyRule(.unknownUser, says: ["the email account that you tried to reach"], status: .permanent(2, 1...1)),
        ReplyRule(.unknownUser, says: ["the email account that you tried to reach does not exist"]),
        ReplyRule(.mailboxFull, says: ["is out of storage space", "is over quota", "email quota exceeded"]),
        // Google: rules of the recipient's organisation.
        ReplyRule(.filtered, says: ["the user or domain that you are sending to", "violates"], status: .any(7, 1)),
        ReplyRule(.blocked, says: ["very low reputation", "unusual rate of unsolicited mail"]),
    ]

    private static let yahooJapan = [
        // sisimai's set-of-emails: Yahoo! looks the mailbox up when the content has come, and says so in these words.
        ReplyRule(.unknownUser, says: ["this user doesn't have a", "dd this user doesn't have"], holdsAfterData: true),
        ReplyRule(.mailboxFull, says: ["delivery error: dd sorry, your message to"]),
    ]

    private static let yahoo = [
        ReplyRule(.unknownUser, says: ["this user doesn't have a", "dd this user doesn't have"], holdsAfterData: true),
        // senders.yahooinc.com/smtp-error-codes: TSS is throttling of a sender's network or domain.
        ReplyRule(.rateLimited, says: ["[tss"]),
        ReplyRule(
            .badSender,
            says: ["the sender is unauthenticated", "for policy reasons"],
            status: .permanent(7, 9...9)
        ),
    ]

    private static let iCloud = [
        // Apple, sisimai: failed SPF and DKIM of mail to a hidden address.
        ReplyRule(.badSender, says: ["[hme1]", "failing both spf and dkim"]),
        // Apple: CS01 and its like judge the content.
        ReplyRule(.contentRefused, says: ["[cs01]", "due to local policy"]),
        ReplyRule(.blocked, says: ["not accepting connections"]),
        ReplyRule(.unknownUser, says: ["inactive email address", "unknown or illegal alias"]),
    ]

    private static let microsoft = [
        // Microsoft: 509 DMARC, 515 what bulk senders must have since May 2025, 23 SPF, 25 PTR, 26 SPF or DKIM over IPv6.
        ReplyRule(.badSender, status: .permanent(7, 515...515)),
        ReplyRule(.badSender, status: .permanent(7, 509...509)),
        ReplyRule(.badSender, status: .any(7, 20...26)),
        // Microsoft: too fast, or from a network that is not trusted yet (S775).
        ReplyRule(.rateLimited, says: ["server busy", "temporarily rate limited"], status: .transient(7, 0...999)),
        ReplyRule(.rateLimited, status: .any(7, 508)),
        ReplyRule(.rateLimited, status: .any(2, 121...122)),
        ReplyRule(.rateLimited, says: ["recipient thread limit exceeded"]),
        // Microsoft: banned, on a block list (S3140, S3150), or suspicious.
        ReplyRule(.blocked, status: .any(7, 501...503)),
        ReplyRule(.blocked, status: .any(7, 511...511)),
        ReplyRule(.blocked, status: .any(7, 606...649)),
        ReplyRule(.blocked, status: .any(7, 700...750)),
        ReplyRule(.blocked, status: .transient(7, 850...899)),
        ReplyRule(.blocked, says: ["unfortunately, messages from", "on our block list"]),
        // Microsoft: the organisation takes mail from its own people only, or not from this sender.
        ReplyRule(.filtered, status: .any(7, 12)),
        ReplyRule(.filtered, status: .any(7, 124...136)),
        ReplyRule(.filtered, status: .any(7, 507)),
        ReplyRule(.filtered, status: .any(7, 513)),
        ReplyRule(.filtered, status: .any(7, 900...999)),
        // Microsoft: 5.1.10 is a recipient that is not found (elsewhere a null MX); 5.4.1 one that is in no directory.
        ReplyRule(.unknownUser, status: .permanent(1, 10...10)),
        ReplyRule(.unknownUser, says: ["recipient address rejected: access denied"], status: .permanent(4, 1...1)),
    ]
}
