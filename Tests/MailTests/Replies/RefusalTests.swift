// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Testing

@testable import Mail

/// One reply, where it was given, and what it means.
struct RepliedCase: Sendable, CustomStringConvertible {
    let provider: MailProvider
    let stage: SMTPStage
    let reply: String
    let meaning: ReplyClass

    init(_ provider: MailProvider, _ stage: SMTPStage, _ reply: String, _ meaning: ReplyClass) {
        self.provider = provider
        self.stage = stage
        self.reply = reply
        self.meaning = meaning
    }

    var description: String { "\(provider) \(stage) \(reply)" }

    /// As the session reads it from the wire.
    func refusal() throws -> Refusal {
        var parser = SMTPReplyParser()
        Array((reply + "\r\n").utf8).withUnsafeBytes { parser.append($0) }
        return Refusal(stage: stage, reply: try #require(try parser.next()), provider: provider)
    }
}

@Suite struct RefusalTests {
    @Test(arguments: [
        RepliedCase(.docomo, .rcpt, "550 Unknown user taro@docomo.ne.jp", .unknownUser),
        RepliedCase(.docomo, .content, "550 Unknown user taro@docomo.ne.jp", .filtered),
        RepliedCase(.docomo, .data, "550 Unknown user taro@docomo.ne.jp", .filtered),
        RepliedCase(.docomo, .rcpt, "552 Too much mail data taro@docomo.ne.jp", .mailboxFull),
        RepliedCase(.docomo, .rcpt, "552 too many recipients", .rateLimited),
        RepliedCase(.docomo, .content, "500 Line Too Long", .contentRefused),
        RepliedCase(.docomo, .greeting, "421 Service not available, closing transmission channel", .serviceDown),
        RepliedCase(.au, .rcpt, "550 <taro@ezweb.ne.jp>: User unknown", .unknownUser),
        RepliedCase(.au, .rcpt, "550 : User unknown", .filtered),
        RepliedCase(.au, .content, "550 : User unknown", .filtered),
        RepliedCase(.au, .content, "550 <taro@au.com>: User unknown", .filtered),
        RepliedCase(.au, .rcpt, "550 : user UNKNOWN", .filtered),
        RepliedCase(.au, .rcpt, "554 <ta!ro@ezweb.ne.jp>: Relay access denied", .badAddress),
        RepliedCase(.au, .rcpt, "550 <taro@ne.auone-net.jp>: Recipient address rejected.", .unknownUser),
        RepliedCase(.softBank, .rcpt, "550 Invalid recipient: <taro@i.softbank.jp>", .unknownUser),
        RepliedCase(.softBank, .mail, "553 mail.city.example.jp does not exist", .badSender),
        RepliedCase(
            .rakuten,
            .rcpt,
            "550 5.1.1 <taro@rakumail.jp>: Recipient address rejected: User unknown",
            .unknownUser
        ),
    ])
    func carriersAreUnderstood(_ known: RepliedCase) throws {
        #expect(try known.refusal().meaning == known.meaning)
    }

    @Test(arguments: [
        RepliedCase(
            .gmail,
            .rcpt,
            "550-5.1.1 The email account that you tried to reach does not\r\n550-5.1.1 exist. Please try\r\n550 5.1.1 https://support.google.com/mail/?p=NoSuchUser - gsmtp",
            .unknownUser
        ),
        RepliedCase(
            .gmail,
            .rcpt,
            "550 5.2.1 The email account that you tried to reach is disabled. - gsmtp",
            .unknownUser
        ),
        RepliedCase(.gmail, .rcpt, "452 4.2.2 The recipient's inbox is out of storage space. - gsmtp", .mailboxFull),
        RepliedCase(
            .gmail,
            .rcpt,
            "550-5.2.1 The user you are trying to contact is receiving mail at a rate that\r\n550 5.2.1 prevents additional messages from being delivered.",
            .rateLimited
        ),
        RepliedCase(
            .gmail,
            .content,
            "550-5.7.25 [192.0.2.1] The IP address sending this message does not have a\r\n550 5.7.25 PTR record setup",
            .badSender
        ),
        RepliedCase(
            .gmail,
            .content,
            "550 5.7.26 This mail has been blocked because the sender is unauthenticated.",
            .badSender
        ),
        RepliedCase(.gmail, .content, "550 5.7.27 SPF does not pass", .badSender),
        RepliedCase(
            .gmail,
            .content,
            "550 5.7.28 There is an unusual rate of unsolicited mail originating from your IP",
            .blocked
        ),
        RepliedCase(.gmail, .content, "550 5.7.29 This message was not sent over a TLS connection", .badSender),
        RepliedCase(.gmail, .content, "550 5.7.30 DKIM does not pass", .badSender),
        RepliedCase(.gmail, .content, "421 4.7.28 Gmail has detected an unusual rate of mail", .rateLimited),
        RepliedCase(
            .gmail,
            .content,
            "421 4.7.26 This mail has been rate limited because it is unauthenticated.",
            .rateLimited
        ),
        RepliedCase(.gmail, .content, "421 4.7.0 Try again later, closing connection.", .rateLimited),
        RepliedCase(.gmail, .content, "421 4.3.0 Temporary System Problem. Try again later", .serviceDown),
        RepliedCase(
            .gmail,
            .content,
            "550 5.7.1 Our system has detected that this message is likely unsolicited mail.",
            .contentRefused
        ),
        RepliedCase(.gmail, .content, "552 5.3.4 Your message exceeded Google's message size limits.", .tooLarge),
        RepliedCase(
            .yahooJapan,
            .content,
            "554 delivery error: dd This user doesn't have a yahoo.co.jp account (taro@yahoo.co.jp) [-5] - mta7149",
            .unknownUser
        ),
        RepliedCase(
            .yahoo,
            .mail,
            "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume",
            .rateLimited
        ),
        RepliedCase(
            .yahoo,
            .content,
            "550 5.7.9 This mail has been blocked because the sender is unauthenticated.",
            .badSender
        ),
        RepliedCase(.iCloud, .rcpt, "550 5.1.1 <taro@icloud.com>: inactive email address", .unknownUser),
        RepliedCase(.iCloud, .rcpt, "550 5.1.6 recipient no longer on server: taro@icloud.com", .unknownUser),
        RepliedCase(.iCloud, .rcpt, "552 5.2.2 <taro@icloud.com>: user is over quota", .mailboxFull),
        RepliedCase(
            .iCloud,
            .content,
            "554 5.7.1 Your message was rejected due to city.example.jp's DMARC policy.",
            .badSender
        ),
        RepliedCase(.iCloud, .content, "550 5.7.1 [CS01] Message rejected due to local policy.", .contentRefused),
        RepliedCase(
            .iCloud,
            .mail,
            "550 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1",
            .blocked
        ),
        RepliedCase(
            .iCloud,
            .rcpt,
            "421 4.7.1 Messages to taro@icloud.com deferred due to excessive volume.",
            .rateLimited
        ),
        RepliedCase(
            .microsoft,
            .rcpt,
            "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).",
            .unknownUser
        ),
        RepliedCase(
            .microsoft,
            .content,
            "550 5.7.515 Access denied, sending domain city.example.jp does not meet the required level.",
            .badSender
        ),
        RepliedCase(
            .microsoft,
            .content,
            "550 5.7.509 Access denied, sending domain does not pass DMARC verification.",
            .badSender
        ),
        RepliedCase(
            .microsoft,
            .mail,
            "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Part of their network is on our block list (S3140).",
            .blocked
        ),
        RepliedCase(.microsoft, .mail, "550 5.7.606 Access denied, banned sending IP [192.0.2.1]", .blocked),
        RepliedCase(
            .microsoft,
            .rcpt,
            "451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (AS761)",
            .rateLimited
        ),
        RepliedCase(
            .microsoft,
            .mail,
            "451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation.",
            .rateLimited
        ),
        RepliedCase(.microsoft, .rcpt, "550 5.7.134 RESOLVER.RST.SenderNotAuthenticatedForMailbox", .filtered),
    ])
    func largeProvidersAreUnderstood(_ known: RepliedCase) throws {
        #expect(try known.refusal().meaning == known.meaning)
    }

    @Test(arguments: [
        RepliedCase(
            .other,
            .rcpt,
            "550 5.1.1 <a@b.jp>: Recipient address rejected: User unknown in virtual mailbox table",
            .unknownUser
        ),
        RepliedCase(.other, .rcpt, "550-5.1.1 <a@b.jp>... User\r\n550 5.1.1 unknown", .unknownUser),
        RepliedCase(.other, .content, "550 5.1.1 <a@b.jp>... User unknown", .filtered),
        RepliedCase(.other, .rcpt, "550 5.7.1 <a@b.jp>: Recipient address rejected: User unknown", .filtered),
        RepliedCase(.other, .mail, "550 5.1.1 <noreply@city.jp>: user unknown", .badSender),
        RepliedCase(.other, .rcpt, "450 4.1.1 <a@b.jp>: Recipient address rejected: User unknown", .unknownUser),
        RepliedCase(.other, .rcpt, "452 4.2.2 Mailbox full", .mailboxFull),
        RepliedCase(.other, .rcpt, "450 4.2.0 <a@b.jp>: Recipient address rejected: Greylisted", .serviceDown),
        RepliedCase(
            .other,
            .rcpt,
            "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
            .blocked
        ),
        RepliedCase(.other, .rcpt, "554 5.7.1 <a@b.jp>: Relay access denied", .relayDenied),
        RepliedCase(.other, .mail, "530 5.7.0 Authentication required", .relayDenied),
        RepliedCase(
            .other,
            .mail,
            "553 5.1.8 <noreply@city.jp>... Domain of sender address noreply@city.jp does not exist",
            .badSender
        ),
        RepliedCase(.other, .mail, "552 5.3.4 Message size exceeds fixed limit", .tooLarge),
        RepliedCase(.other, .rcpt, "501 5.1.3 Bad recipient address syntax", .badAddress),
        RepliedCase(.other, .content, "554 5.6.0 This message has been scored as spam", .contentRefused),
        RepliedCase(.other, .content, "550 5.7.1 <a@b.jp>: message refused by recipient", .filtered),
        RepliedCase(.other, .rcpt, "421 4.7.0 mx Error: too many connections", .rateLimited),
        RepliedCase(.other, .content, "451 4.3.0 Error: queue file write error", .serviceDown),
        RepliedCase(.other, .rcpt, "550 5.1.1 user <a@b.jp> does not exist", .unknownUser),
        RepliedCase(.other, .rcpt, "550 5.2.1 This mailbox is currently suspended", .filtered),
        RepliedCase(
            .other,
            .rcpt,
            "550 5.7.1 <a@b.jp>: User a@b.jp temporary locked. Please try again later",
            .serviceDown
        ),
        RepliedCase(.other, .rcpt, "450 4.2.0 Requested action not taken: mailbox unavailable", .serviceDown),
        RepliedCase(.other, .rcpt, "550 Requested action not taken: mailbox unavailable", .unknownUser),
        RepliedCase(.other, .content, "550 refused due to recipient preferences", .filtered),
        RepliedCase(.other, .mail, "550 5.7.1 hosts with dynamic IP are not welcome", .blocked),
        // What another provider signs is read as that one's, whoever hosts the domain.
        RepliedCase(.other, .content, "550 5.7.30 see the guidelines - gsmtp", .badSender),
        RepliedCase(
            .other,
            .rcpt,
            "550 5.4.1 Recipient address rejected: Access denied [X.eop-nam02.prod.protection.outlook.com]",
            .unknownUser
        ),
        RepliedCase(.other, .rcpt, "550 5.1.10 RESOLVER.ADR.RecipientNotFound [X.PROD.OUTLOOK.COM]", .unknownUser),
    ])
    func commonWordsAreUnderstood(_ known: RepliedCase) throws {
        #expect(try known.refusal().meaning == known.meaning)
    }

    @Test(arguments: [
        RepliedCase(.other, .rcpt, "550 5.1.1 no", .unknownUser),
        RepliedCase(.other, .content, "550 5.1.1 no", .filtered),
        RepliedCase(.other, .rcpt, "550 5.1.2 no", .badAddress),
        RepliedCase(.other, .rcpt, "556 5.1.10 no", .badAddress),
        RepliedCase(.other, .mail, "550 5.1.7 no", .badSender),
        RepliedCase(.other, .rcpt, "550 5.2.1 no", .filtered),
        RepliedCase(.other, .rcpt, "550 5.2.2 no", .mailboxFull),
        RepliedCase(.other, .content, "550 5.2.3 no", .tooLarge),
        RepliedCase(.other, .content, "450 4.3.1 no", .serviceDown),
        RepliedCase(.other, .content, "450 4.4.5 no", .serviceDown),
        RepliedCase(.other, .rcpt, "552 5.5.3 no", .rateLimited),
        RepliedCase(.other, .content, "550 5.6.1 no", .contentRefused),
        RepliedCase(.other, .rcpt, "550 5.7.1 no", .blocked),
        RepliedCase(.other, .content, "550 5.7.1 no", .contentRefused),
        RepliedCase(.other, .rcpt, "450 4.7.1 no", .rateLimited),
        RepliedCase(.other, .content, "550 5.7.23 no", .badSender),
        RepliedCase(.other, .content, "550 5.7.28 no", .rateLimited),
        RepliedCase(.other, .rcpt, "550 no", .unknown),
        RepliedCase(.other, .rcpt, "501 no", .badAddress),
        RepliedCase(.other, .mail, "501 no", .badSender),
        RepliedCase(.other, .mail, "552 no", .tooLarge),
        RepliedCase(.other, .content, "552 no", .mailboxFull),
        RepliedCase(.other, .content, "554 no", .contentRefused),
        RepliedCase(.other, .rcpt, "554 no", .unknown),
        RepliedCase(.other, .rcpt, "421", .serviceDown),
        RepliedCase(.other, .connect, "554 no", .blocked),
        RepliedCase(.other, .greeting, "554 5.1.1 user unknown", .blocked),
        RepliedCase(.other, .ehlo, "450 5.1.1 user unknown", .serviceDown),
        RepliedCase(.other, .auth, "535 5.7.8 bad password", .relayDenied),
    ])
    func codesDecideWhereWordsSayNothing(_ known: RepliedCase) throws {
        #expect(try known.refusal().meaning == known.meaning)
    }

    @Test(arguments: [
        (RepliedCase(.other, .rcpt, "550 5.1.1 user unknown", .unknownUser), true),
        (RepliedCase(.other, .rcpt, "450 4.1.1 user unknown", .unknownUser), false),
        // The reply code comes before the enhanced one.
        (RepliedCase(.other, .rcpt, "450 5.1.1 user unknown", .unknownUser), false),
        (RepliedCase(.other, .content, "554 no", .contentRefused), true),
        // Before MAIL it is the connection that is refused, not the recipient.
        (RepliedCase(.other, .greeting, "554 no", .blocked), false),
        (RepliedCase(.other, .auth, "535 5.7.8 no", .relayDenied), false),
        (RepliedCase(.other, .mail, "550 no", .unknown), true),
        // At MAIL it is the sending side that is refused, and somebody can mend it.
        (RepliedCase(.other, .mail, "530 5.7.0 Authentication required", .relayDenied), false),
        (RepliedCase(.other, .mail, "550 5.7.1 hosts with dynamic IP are not welcome", .blocked), false),
        (RepliedCase(.other, .mail, "552 5.3.4 Message size exceeds fixed limit", .tooLarge), true),
        (RepliedCase(.docomo, .rcpt, "552 too many recipients", .rateLimited), false),
    ])
    func theCodeSaysWhetherToTryAgain(_ known: RepliedCase, _ isPermanent: Bool) throws {
        #expect(try known.refusal().isPermanent == isPermanent)
    }

    @Test(
        arguments: [
            ("smtp; 550 5.1.1 <a@b.jp>: User unknown", .unknownUser, true),
            ("SMTP;550-5.7.26 The MAIL FROM domain has an SPF record", .badSender, true),
            ("550: 5.1.1 <a@b.jp>... no", .unknownUser, true),
            ("X-Postfix; unknown user: \"taro\"", .unknownUser, true),
            ("smtp; 452 4.2.2 over quota", .mailboxFull, false),
            ("", .serviceDown, true),
            ("smtp;", .serviceDown, true),
            ("55", .serviceDown, true),
        ] as [(String, ReplyClass, Bool)]
    )
    func diagnosticsOfBouncesAreRead(_ diagnostic: String, _ meaning: ReplyClass, _ isPermanent: Bool) {
        // A status says what the diagnostic does not.
        let status = EnhancedStatusCode(5, 4, 7)
        let refusal = Refusal(stage: nil, diagnostic: diagnostic, status: status, provider: .other)
        #expect(refusal.meaning == meaning && refusal.isPermanent == isPermanent)
    }

    @Test func aBounceThatDoesNotSayWhenLeavesDocomosWordsOpen() {
        let words = "smtp; 550 Unknown user taro@docomo.ne.jp"
        func meaning(at stage: SMTPStage?) -> ReplyClass {
            Refusal(stage: stage, diagnostic: words, status: nil, provider: .docomo).meaning
        }
        #expect(
            meaning(at: nil) == .unknown && meaning(at: .rcpt) == .unknownUser && meaning(at: .content) == .filtered
        )
    }

    @Test func anAddressThatWasHiddenIsStillOne() throws {
        for shown in [
            "<…>: User unknown", "(address) User unknown", "(address): User unknown", "<a@b.jp>:User unknown",
        ] {
            let refusal = Refusal(stage: .rcpt, code: 550, enhancedCode: nil, text: shown, provider: .au)
            #expect(refusal.meaning == .unknownUser, "\(shown)")
        }
    }

    @Test func nothingIsReadIntoAnAddressOrALink() {
        for text in [
            "<user.unknown@b.jp> no", "spam@b.jp", "see https://b.jp/?x=user,blocked-using,spam", "dmarc@b.jp",
        ] {
            let refusal = Refusal(stage: .rcpt, code: 550, enhancedCode: nil, text: text, provider: .other)
            #expect(refusal.meaning == .unknown, "\(text)")
        }
    }
}
