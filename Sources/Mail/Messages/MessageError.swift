// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why a message cannot be built. No case repeats what a person wrote.
public enum MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A header value with a line break, NUL or another control character.
    case controlCharacter(header: String)
    /// A header name that is malformed, repeated, or written by the template itself.
    case headerNotAllowed(String)
    /// Headers of more than `MessageTemplate.maximumHeaderLength` octets.
    case headersTooLong
    /// A subject without a visible character.
    case emptySubject
    /// NUL in a body.
    case nulInBody
    /// Bodies of more than `MessageTemplate.maximumBodyLength` octets together.
    case bodyTooLong
    /// A language tag that is not one of BCP 47.
    case invalidLanguageTag
    /// A List-Id that is not `label.label…` of a host name.
    case invalidListIdentifier
    /// A Message-ID that is not `dot-atom@domain` of at most 250 octets.
    case invalidMessageID
    /// A link that is not an http or https URL in ASCII of at most 512 octets.
    case invalidUnsubscribeURL

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .controlCharacter(let header): "\(header): the value holds a line break or another control character"
        case .headerNotAllowed(let name):
            "header \"\(name)\" is malformed, given twice, or written by the service itself"
        case .headersTooLong:
            "the headers exceed \(MessageTemplate.maximumHeaderLength) octets: shorten subject and names"
        case .emptySubject: "the subject is empty"
        case .nulInBody: "the body holds a NUL character"
        case .bodyTooLong: "the bodies exceed \(MessageTemplate.maximumBodyLength) octets together: shorten the text"
        case .invalidLanguageTag: "the language tag is not one of BCP 47"
        case .invalidListIdentifier: "the List-Id is not a host name"
        case .invalidMessageID: "the Message-ID is not dot-atom@domain of at most \(MessageID.maximumLength) octets"
        case .invalidUnsubscribeURL: "the unsubscribe link is not an http or https URL in ASCII of at most 512 octets"
        }
    }
}
