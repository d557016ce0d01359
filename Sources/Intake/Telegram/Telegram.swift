// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import SafeXML

/// A bulletin of JMA's disaster prevention XML (気象庁防災情報XML), read and checked.
public struct Telegram: Sendable, Hashable {
    /// Control and Head.
    public var envelope: TelegramEnvelope
    /// Body; nil for a withdrawal, which carries a sentence and no values, for a kind that is not read, and for what warns of
    /// nothing by itself and has a form that is not known.
    public var body: (any BulletinBody)?
    /// Why Body was not read, of a kind that is.
    public var fault: MarkupError?

    /// The kind of bulletin.
    public var kind: TelegramKind { envelope.kind }

    /// Whether two say the same.
    public static func == (left: Telegram, right: Telegram) -> Bool {
        left.envelope == right.envelope && left.comparable == right.comparable && left.fault == right.fault
    }

    /// By envelope and body, or why there is none.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(envelope)
        hasher.combine(comparable)
        hasher.combine(fault)
    }

    private var comparable: AnyHashable? {
        guard let body else { return nil }
        return AnyHashable(body)
    }
}
