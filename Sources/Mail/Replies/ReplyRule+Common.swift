// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is meant whoever says it. The words are those of Postfix, Sendmail, Exim, qmail, Exchange and the gateways
/// before them, as they stand in bounces (github.com/sisimai/set-of-emails); the codes are those of the RFCs named.
extension ReplyRule {
    /// All of it, in the order in which it is asked.
    static let common = words + statuses + codes

    /// The more certain first: who says "blocked, user unknown" has blocked.
    private static let words = [
        // What would else be taken for a sender, a network or a size.
        ReplyRule(
            .contentRefused,
            says: [
                "duplicate header", "header error", "headers too large", "blacklisted url", "url in message", "uribl",
            ]
        ),
        // RFC 5321 section 4.5.3.1.10: 552 is 452 here, and one of our mails has one recipient.
        ReplyRule(.rateLimited, says: ["too many recipients"], isTransient: true),
        ReplyRule(
            .rateLimited,
            says: [
                "too many connections", "too many concurrent", "too many messages", "too many mails",
                "too many emails", "too many sessions", "too many unknown", "too many invalid", "too fast",
                "too quickly", "too frequently", "sent to too many recipients", "rate limit", "rate-limit",
                "ratelimit", "throttl", "excessive volume", "unexpected volume", "receiving mail at a rate",
                "connection limit", "connection rate", "message limit", "sending limit", "sending quota",
                "relay quota", "submission quota", "slow down", "unusual rate",
            ]
        ),
        ReplyRule(
            .relayDenied,
            says: [
                "relay access denied", "relaying denied", "relay denied", "relay not permitted", "relay not allowed",
                "relaying not allowed", "relaying is not", "relaying prohibited", "no relaying", "insecure mail relay",
                "unable to relay", "cannot relay", "not configured to relay", "we do not relay",
                "authentication required", "authentication is required", "client was not authenticated",
                "must authenticate", "not in my list of allowed rcpthosts", "allowed rcpthosts",
                "credentials for relay",
            ]
        ),
        ReplyRule(
            .badSender,
            says: [
                "spf", "dkim", "dmarc", "sender policy framework", "sender id", "purported responsible address",
                "ptr ", "no ptr", "reverse dns", "rdns", "reverse lookup", "fix reverse", "cannot find your hostname",
                "cannot find your reverse hostname", "unverifyable sending", "mismatches client ip",
                "without a valid sender domain", "domain of sender address", "sender address rejected",
                "sender verify failed", "sender domain must", "sender domain does not", "sender is unauthenticated",
                "unauthenticated email", "invalid sender", "unknown sender", "sender denied",
                "sender email address rejected", "sender domain is empty", "null sender", "empty envelope sender",
                "mail from not owned", "batv", "must issue a starttls",
                "starttls is required", "tls required", "encryption required", "helo command rejected", "invalid helo",
                "bad helo",
            ]
        ),
        ReplyRule(
            .blocked,
            says: [
                "blocked using", "blocked by mail", "blocklist", "block list", "blocked list", "blacklist",
                "black list", "blackhole", "denylist", "dnsbl", "rbl", "spamhaus", "spamcop", "barracudacentral",
                "client host", "banned sending ip", "dynamic ip", "open proxy", "cannot resolve your",
                "smtp server of your isp", "banned sender",
                "sender rejected", "sender is blocked", "reputation", "host network not allowed", "host not allowed",
                "blocked - see", "mail from ip", "messages from ip",
                "adresse ip source bloquee", "connections not accepted", "connection refused by policy",
                "no smtp service", "sender blocked", "open relay", "(bl)",
            ]
        ),
        ReplyRule(
            .badAddress,
            says: [
                "host unknown", "unknown host", "host or domain name not found", "host not found", "domain not found",
                "unknown domain", "no such domain", "invalid domain", "unknown mail domain", "nonexistent domain",
                "domain does not exist", "dns domain", "domain is not reachable", "unrouteable", "unroutable",
                "couldn't find any host", "domain does not accept mail", "host does not accept mail", "null mx",
                "nullmx",
                "bad address syntax", "bad recipient address syntax", "bad destination mailbox address",
                "malformed address", "malformed recipient", "syntax error in", "invalid address format",
                "illegal address", "not a valid rfc", "domain missing", "not a valid email address",
            ]
        ),
        ReplyRule(
            .tooLarge,
            says: [
                "message size", "message too large", "message too big", "message is too large", "message is too big",
                "message file too big", "message length exceeds", "mail size", "mail too large", "size limit",
                "exceeds the maximum size", "exceeds maximum size", "data size exceeds",
                "too large for this recipient",
            ]
        ),
        ReplyRule(
            .mailboxFull,
            says: [
                "mailbox full", "mailbox is full", "mailbox for user is full", "(mailbox for user",
                "mailbox has exceeded", "mailbox exceeded", "mailbox quota", "mailbox size", "mailfolder is full",
                "mail box is full", "mailbox would exceed", "inbox is full", "inbox is out of storage",
                "quota exceeded", "exceeded quota", "exceeding their quota", "exceeding its", "over the quota",
                "allowed quota", "full mailbox", "enough space", "enough storage", "storage space",
                "space has been used up", "exceeded his quota", "exceeded its quota",
                "exceeded storage allocation", "exceeds allowed quota", "over quota", "overquota", "over-quota",
                "out of quota", "quota full", "quota violation", "disk quota", "storage quota",
                "recipient storage full", "user is full", "account is full",
                "insufficient mailbox",
            ]
        ),
        // RFC 5321 section 4.2.3: 450 is a mailbox that is busy, 550 one that is not found.
        ReplyRule(.serviceDown, says: ["mailbox unavailable"], codes: 400...499),
        ReplyRule(
            .serviceDown,
            says: [
                "temporarily disabled", "temporarily inactive", "temporarily unavailable", "temporary locked",
                "temporarily locked", "disabled temporar",
            ]
        ),
        // The mailbox is there and takes nothing for now: nobody is removed for that.
        ReplyRule(
            .filtered,
            says: [
                "currently suspended", "user suspended", "is suspended", "account suspended",
                "account has been suspended",
                "mailbox is frozen", "mailbox suspended",
            ]
        ),
        ReplyRule(
            .unknownUser,
            says: [
                "user unknown", "unknown user", "no such user", "no such mailbox", "no such recipient",
                "no such address", "no such account", "no such person", "no mailbox", "no account by", "no user by",
                "not a known user", "not a local user", "not a valid mailbox", "not a valid user",
                "not a valid recipient", "not our user", "not our customer", "user not found", "user not known",
                "user not exist", "user does not exist", "user doesn't exist", "user doesn't have", "user is unknown",
                "user invalid", "unknown recipient", "unknown email address", "unknown e-mail address",
                "unknown virtual user", "userunknown", "non existent user", "nonexistent user", "unknown mailbox",
                "unknown address", "unknown local",
                "unknown or illegal", "recipient unknown", "recipient not exist", "recipient is not local",
                "invalid-recipient", "recipient not found", "recipientnotfound", "recipnotfound",
                "recipient does not exist", "recipient no longer", "invalid recipient", "invalid mailbox",
                "invalid user", "mailbox not found", "mailbox unavailable", "mailbox does not exist",
                "mailbox doesn't exist", "mailbox unknown", "mailbox invalid", "mailbox not present",
                "mailbox is unavailable", "mailbox is disabled", "deactivated mailbox", "no mail box",
                "mailbox is unknown", "mailbox is inactive",
                "mailbox disabled", "address unknown", "address invalid", "invalid address", "address not present",
                "not a local address", "not an active address", "no one at this address", "address not found",
                "address does not exist",
                "address doesn't exist", "address no longer", "email address could not be found",
                "inactive email address", "inactive user", "user not active", "@ does not exist", "@ was not found",
                "@ not found", "@ unknown", "@ is unknown", "validrcptto", "inactive account", "account does not exist",
                "account doesn't exist", "account has been disabled", "account is disabled", "account is inactive",
                "account inactive", "account disabled", "account that you tried to reach", "account not found",
                "does not have an account",
                "doesn't have an account", "no longer in use", "no longer valid", "no longer on server",
                "mailbox has been disabled", "adresse destinataire invalide", "destinataire invalide",
            ]
        ),
        // SoftBank, J:COM: the domain of the return path has no record in DNS (note.com/sendmagic).
        ReplyRule(.badSender, says: ["does not exist"], codes: 553...553),
        // Cisco's gateways: the whole text, where no mailbox is found.
        ReplyRule(.unknownUser, says: ["address rejected"], status: .permanent(1, 0...1)),
        ReplyRule(
            .filtered,
            says: [
                "refused by recipient", "blocked by the recipient", "recipient preferences", "refuse to receive",
                "only accepting mail from", "not accepting any mail", "not currently being accepted for this mailbox",
                "rst.notauthorized", "protected by", "rejected by recipient", "rejected by user",
                "blocked by recipient",
                "blocked by user", "recipient has rejected", "recipient refused", "recipient refuses",
                "recipient rejected", "recipient only accepts", "does not want", "doesn't want", "message filtered",
                "user refuses", "not accepting mail from", "does not accept mail from",
                "does not accept messages from", "not permitted to post", "not allowed to post", "permission to post",
                "not a member", "members only", "user reject", "rejected by the recipient",
                "recipient address rejected: access denied",
            ]
        ),
        ReplyRule(
            .contentRefused,
            says: [
                "spam", "virus", "malware", "phish", "ube", "unsolicited", "message content", "mail content",
                "content rejected", "content presents", "due to content", "content filter", "prohibited content",
                "8-bit data in message header", "rfc 5322", "rfc 2822", "rfc5322", "malformed message",
                "message is malformed", "invalid message", "illegal attachment", "attachment", "addresses in from",
                "policy violation", "violates", "policy reason", "denied by policy", "local policy",
                "message rejected", "message refused", "mail rejected", "message was rejected", "rejected for policy",
            ]
        ),
        ReplyRule(
            .blocked,
            says: [
                "access denied", "not authorized", "delivery not authorized", "your ip", "ip address", "is blocked",
                "go away",
            ]
        ),
        ReplyRule(
            .serviceDown,
            says: [
                "try again", "try later", "temporar", "service unavailable", "service not available", "server busy",
                "system busy", "too busy", "timed out", "timeout", "time-out", "greylist", "graylist",
                "connection refused", "connection reset", "connection lost", "lost connection", "no route to host",
                "insufficient system", "insufficient disk", "disk space", "disk full", "system full", "resources",
                "too many hops", "mail loop", "mail forwarding loop", "routing loop", "hop count", "local error",
                "internal system error", "internal error", "internal server error", "system error", "server error",
                "mail system problem", "not accepting network messages", "system not available", "message expired",
                "delivery time expired", "retry time", "retry timeout", "name service error", "dns query failed",
                "unable to connect", "could not connect",
            ]
        ),
    ]

    /// RFC 3463 and the registry of RFC 5248, where the text says nothing more.
    private static let statuses = [
        ReplyRule(.unknownUser, status: .any(1, 1)),
        ReplyRule(.badAddress, status: .any(1, 2...3)),
        ReplyRule(.unknownUser, status: .any(1, 6)),
        ReplyRule(.badSender, status: .any(1, 7...8)),
        // RFC 7505: the domain says that it takes no mail.
        ReplyRule(.badAddress, status: .any(1, 10)),
        // The mailbox is there and takes nothing: nobody is removed for that.
        ReplyRule(.filtered, status: .any(2, 1)),
        ReplyRule(.mailboxFull, status: .any(2, 2)),
        ReplyRule(.tooLarge, status: .any(2, 3)),
        ReplyRule(.tooLarge, status: .any(3, 4)),
        ReplyRule(.serviceDown, status: .any(3, 0...999)),
        ReplyRule(.serviceDown, status: .any(4, 0...999)),
        ReplyRule(.rateLimited, status: .any(5, 3), isTransient: true),
        ReplyRule(.contentRefused, status: .any(6, 0...999)),
        // RFC 7372 (DKIM, SPF, reverse DNS, several of them), RFC 7505 (a sender's null MX), RFC 8689 (REQUIRETLS).
        ReplyRule(.badSender, status: .any(7, 20...27)),
        ReplyRule(.badSender, status: .any(7, 30)),
        ReplyRule(.rateLimited, status: .any(7, 28)),
        // RFC 4954 section 6: we have to log in.
        ReplyRule(.relayDenied, codes: 530...538, status: .any(7, 0...999)),
        // Security and policy: before the content it can only be about the sender.
        ReplyRule(.contentRefused, status: .any(7, 0...19), at: [.data, .content]),
        ReplyRule(.rateLimited, status: .transient(7, 0...19)),
        ReplyRule(.blocked, status: .permanent(7, 0...19)),
    ]

    /// RFC 5321 section 4.2.3, where there is no enhanced code that says more.
    private static let codes = [
        ReplyRule(.serviceDown, codes: 400...499),
        ReplyRule(.badAddress, codes: 501...501, at: [.rcpt]),
        ReplyRule(.badAddress, codes: 553...553, at: [.rcpt]),
        ReplyRule(.badSender, codes: 501...501, at: [.mail]),
        ReplyRule(.badSender, codes: 553...553, at: [.mail]),
        ReplyRule(.relayDenied, codes: 530...538),
        ReplyRule(.unknownUser, codes: 551...551),
        // RFC 1870 section 6.1: at MAIL, where the size is announced, it is the size.
        ReplyRule(.tooLarge, codes: 552...552, at: [.mail]),
        ReplyRule(.mailboxFull, codes: 552...552),
        ReplyRule(.contentRefused, codes: 554...554, at: [.content]),
        // RFC 7504.
        ReplyRule(.badAddress, codes: 556...556),
    ]
}
