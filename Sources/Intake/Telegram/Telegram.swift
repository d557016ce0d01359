// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A bulletin of JMA's disaster prevention XML (気象庁防災情報XML), read and checked.
public struct Telegram: Sendable, Hashable {
    /// Control and Head.
    public var envelope: TelegramEnvelope
    /// Body; nil for a withdrawal, which carries a sentence and no values, and for a kind that is not read.
    public var body: (any BulletinBody)?

    /// The kind of bulletin.
    public var kind: TelegramKind { envelope.kind }

    /// Whether two say the same.
    public static func == (left: Telegram, right: Telegram) -> Bool {
        left.envelope == right.envelope && left.comparable == right.comparable
    }

    /// By envelope and body.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(envelope)
        hasher.combine(comparable)
    }

    private var comparable: AnyHashable? {
        guard let body else { return nil }
        return AnyHashable(body)
    }
}
