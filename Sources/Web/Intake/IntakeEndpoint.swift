// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Where telegrams are pushed to: who may, and what becomes of them.
public struct IntakeEndpoint: Sendable {
    let token: BearerToken
    let receive: @Sendable ([UInt8]) async -> IntakeAnswer

    /// - Parameters:
    ///   - token: the secret that a sender shows as `Authorization: Bearer`; with an empty one nobody may.
    ///   - receive: takes the body of a request, at most 1 MiB; what it answers `alert`, `noAlert` or `duplicate` to
    ///     must be safe by then, since the sender forgets it.
    public init(token: String, receive: @escaping @Sendable ([UInt8]) async -> IntakeAnswer) {
        self.token = BearerToken(token)
        self.receive = receive
    }
}

/// What became of a telegram.
public enum IntakeAnswer: Hashable, Sendable {
    /// It made or changed this alert: 201.
    case alert(id: String)
    /// It was read and is none of this city's business: 200.
    case noAlert(reason: String)
    /// It had come before: 200.
    case duplicate(reason: String)
    /// It cannot be read, now or later: 422.
    case refused(reason: String)
    /// It cannot be kept just now, send it again: 503.
    case unavailable(reason: String)
}
