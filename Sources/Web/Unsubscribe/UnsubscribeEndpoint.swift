// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Localization

/// The link in every mail that ends it: whose it is, how to leave, and the words of the page.
public struct UnsubscribeEndpoint: Sendable {
    let language: @Sendable (String) throws -> Language?
    let leave: @Sendable (String) throws -> UnsubscribeResult
    let phrase: @Sendable (_ key: String, _ language: Language) -> String

    /// - Parameters:
    ///   - language: the language of a token's owner; nil for a token that is not ours. It changes nothing.
    ///   - leave: ends all messages to a token's owner, durably when it returns.
    ///   - phrase: a phrase of the book by its key (`ui.unsubscribe.…`), with readings as markup.
    public init(
        language: @escaping @Sendable (String) throws -> Language?,
        leave: @escaping @Sendable (String) throws -> UnsubscribeResult,
        phrase: @escaping @Sendable (_ key: String, _ language: Language) -> String
    ) {
        self.language = language
        self.leave = leave
        self.phrase = phrase
    }
}

/// What following an unsubscribe link led to.
public enum UnsubscribeResult: Hashable, Sendable {
    /// The owner has left now.
    case left
    /// The owner had left before.
    case hadLeft
    /// The link is not ours.
    case unknownLink
}
