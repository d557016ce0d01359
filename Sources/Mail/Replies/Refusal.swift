// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A refusal understood: what it means, and whether trying again is of use.
///
/// Decided by the provider's own rules, then by the words, then by the enhanced code, then by code and stage
/// (`ReplyRule`). The words come before the enhanced code, since servers choose them with more care.
///
/// - A mailbox that is unknown only after DATA is not unknown: carriers answer the resident's filter like that.
/// - Nor is one that is unknown by the words and refused for policy by the enhanced code (X.7.0 to X.7.2).
/// - Before MAIL nothing is said about a recipient.
public struct Refusal: Hashable, Sendable {
    /// What it means.
    public let meaning: ReplyClass
    /// Whether it is no use to send the same to this recipient again.
    ///
    /// What the code says (5yz), but for what is refused before MAIL, which is about the connection; what is refused at
    /// MAIL for the sake of the relay, its network or the sender, which somebody can mend while the alert still holds; and
    /// `too many recipients`, which RFC 5321 section 4.5.3.1.10 wants treated as 452.
    public let isPermanent: Bool

    /// Understands a refusal.
    ///
    /// - Parameters:
    ///   - stage: nil where a bounce does not say.
    ///   - code: the reply code; nil where a bounce has none.
    ///   - enhancedCode: the enhanced code; what the reply code says of permanence comes before it.
    ///   - text: what the server wrote, addresses and all; 1,000 octets of it are looked at.
    ///   - provider: whose domain the recipient's is. A reply signed by another provider is read as that one's.
    public init(
        stage: SMTPStage?,
        code: Int?,
        enhancedCode: EnhancedStatusCode?,
        text: String,
        provider: MailProvider
    ) {
        let words = ReplyWords(text)
        let provider = MailProvider(signature: words) ?? provider
        func first(of rules: [ReplyRule]) -> ReplyRule? {
            rules.first { $0.matches(stage: stage, code: code, enhancedCode: enhancedCode, words: words) }
        }
        let rule = first(of: ReplyRule.ownRules(of: provider)) ?? first(of: ReplyRule.common)
        let isPermanentCode = (code.map { $0 / 100 } ?? enhancedCode?.statusClass) == 5
        let isBeforeMail = stage.map { Self.stagesBeforeMail.contains($0) } ?? false
        let meaning = Self.meaning(
            of: rule,
            at: stage,
            isPolicy: enhancedCode.map { $0.subject == 7 && $0.detail <= 2 } ?? false,
            isPermanentCode: isPermanentCode
        )
        let isMendable = stage == .mail && Self.mendable.contains(meaning)
        isPermanent = isPermanentCode && !isBeforeMail && !isMendable && rule?.isTransient != true
        self.meaning = meaning
    }

    /// Understands a reply of the other side.
    public init(stage: SMTPStage, reply: SMTPReply, provider: MailProvider) {
        self.init(
            stage: stage,
            code: reply.code,
            enhancedCode: reply.enhancedCode,
            text: reply.text,
            provider: provider
        )
    }

    /// Understands the `Diagnostic-Code` of a bounce (RFC 3464 section 2.3.6), with or without its `smtp;`.
    ///
    /// - Parameters:
    ///   - stage: nil where the bounce does not say.
    ///   - status: the `Status` field; what stands in the diagnostic comes before it.
    public init(stage: SMTPStage?, diagnostic: String, status: EnhancedStatusCode?, provider: MailProvider) {
        var rest = diagnostic[...].drop(while: \.isWhitespace)
        if let semicolon = rest.firstIndex(of: ";"), rest[..<semicolon].allSatisfy({ $0.isLetter || $0 == "-" }) {
            rest = rest[rest.index(after: semicolon)...].drop(while: \.isWhitespace)
        }
        let code = Int(rest.prefix(3)).flatMap { (200...599).contains($0) ? $0 : nil }
        if code != nil { rest = rest.dropFirst(3).drop(while: { " -#:".contains($0) }) }
        self.init(
            stage: stage,
            code: code,
            enhancedCode: EnhancedStatusCode(beginning: Array(rest.prefix(ReplyWords.limit).utf8)[...]) ?? status,
            text: String(rest.prefix(ReplyWords.limit)),
            provider: provider
        )
    }

    /// Refusals of the sending side: at MAIL nothing is known of the recipient.
    private static let mendable: Set<ReplyClass> = [.relayDenied, .rateLimited, .serviceDown, .blocked, .badSender]

    private static let stagesBeforeMail: Set<SMTPStage> = [.connect, .greeting, .ehlo, .tls, .auth]

    /// What the rule says, as far as it can be said at this stage.
    private static func meaning(
        of rule: ReplyRule?,
        at stage: SMTPStage?,
        isPolicy: Bool,
        isPermanentCode: Bool
    ) -> ReplyClass {
        let meaning = rule?.meaning ?? .unknown
        switch stage {
        case .connect, .greeting, .ehlo, .tls, .auth:
            switch meaning {
            case .rateLimited, .blocked, .badSender, .relayDenied, .serviceDown: return meaning
            default: return isPermanentCode ? .blocked : .serviceDown
            }
        case .mail:
            // An address that is unknown, bad or filtered here is the sender's.
            return [.unknownUser, .badAddress, .filtered].contains(meaning) ? .badSender : meaning
        case .data, .content:
            return meaning == .unknownUser && rule?.holdsAfterData != true ? .filtered : meaning
        case .rcpt, nil:
            return meaning == .unknownUser && isPolicy ? .filtered : meaning
        }
    }
}
