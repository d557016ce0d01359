// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What a transport reports of one attempt.
public enum Outcome: Sendable, Hashable {
    /// Taken over by the other side.
    case accepted
    /// Refused for good.
    case permanent(Reply)
    /// Refused for now, or not handed over: safe to try again.
    case transient(Reply)
    /// Refused because too much came at once: the lane slows down, and it is tried again.
    case rateLimited(Reply)
    /// Handed over, but the answer was not seen: it may have arrived. Tried again under the same Message-ID.
    case unknown(Reply)

    /// What the other side said, or what went wrong, and when in the conversation.
    public struct Reply: Sendable, Hashable {
        /// The stage: connect, mail, rcpt, data, content.
        public var stage: String
        /// The reply code, where there was a reply.
        public var code: Int?
        /// The enhanced status code (RFC 3463), where there was one.
        public var enhanced: String?
        /// What it means, in the transport's words (for mail those of `ReplyClass`); nil where nobody looked.
        public var meaning: String?
        /// The text, without anything that looks like an address (promise P9).
        public var detail: String

        /// A reply; addresses in `detail` are taken out, and it is cut at 200 characters.
        public init(stage: String, code: Int?, enhanced: String?, meaning: String? = nil, detail: String) {
            self.stage = stage
            self.code = code
            self.enhanced = enhanced
            self.meaning = meaning
            self.detail = Self.redacted(detail)
        }

        /// What is written of a recipient whose stored address does not open.
        static let unreadableAddress = Reply(
            stage: "address",
            code: nil,
            enhanced: nil,
            detail: "the stored address cannot be opened with the city's key"
        )

        /// What is written of a recipient who changed their mind while a message waited.
        static let unwilling = Reply(
            stage: "wishes",
            code: nil,
            enhanced: nil,
            detail: "no longer subscribed to this topic, area or threshold when it was due"
        )

        /// An address is also told by its at sign in disguise: full width, small, or escaped as in xtext and links.
        static func redacted(_ text: String) -> String {
            let printable = text.unicodeScalars.map { scalar in
                scalar.properties.generalCategory == .control ? " " : Character(scalar)
            }
            let words = String(printable).split(whereSeparator: \.isWhitespace).map { word in
                word.contains { "@＠﹫".contains($0) } || word.contains("%40") || word.contains("+40")
                    ? "(address)" : String(word)
            }
            return String(words.joined(separator: " ").prefix(200))
        }
    }
}

/// The final states of a recipient: every recipient of a release reaches exactly one (promise P1).
public enum FinalState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Taken over by the relay.
    case sent
    /// Refused for good.
    case failed
    /// The alert ran out before it could be sent.
    case expired
    /// The recipient had left, or no longer wanted it when it was due.
    case suppressed
    /// The alert was cancelled or replaced before it could be sent.
    case cancelled
}
