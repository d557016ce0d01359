// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A bulletin of JMA's disaster prevention XML (気象庁防災情報XML), read and checked.
public struct Telegram: Sendable, Hashable {
    /// Control and Head.
    public var envelope: TelegramEnvelope
    /// Body.
    public var body: TelegramBody

    /// The kind of bulletin.
    public var kind: TelegramKind { envelope.kind }
}
