// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// By what a sender shows that it may hand something in; either is enough.
public struct IntakeCredentials: Sendable {
    let token: BearerToken
    let secret: SharedSecret

    /// - Parameters:
    ///   - token: shown as `Authorization: Bearer` (RFC 6750); nobody can show an empty one.
    ///   - secret: with which a body is signed in `X-Hub-Signature` (W3C WebSub, section 7.1); nobody can sign with an
    ///     empty one.
    public init(token: String?, secret: String?) {
        self.token = BearerToken(token ?? "")
        self.secret = SharedSecret(secret ?? "")
    }
}
