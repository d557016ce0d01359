// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import SafeXML

/// What Body of one kind of bulletin says.
public protocol BulletinBody: Sendable, Hashable {}

/// A body that can be read and asked what it means for a city; one small file for each.
protocol ReadableBody: BulletinBody {
    /// Reads Body, or says what is wrong with it; nothing is guessed.
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError)

    /// What it says of the city, or why nothing.
    func concern(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern

    /// What its withdrawal (取消) means for the city: it carries a sentence and no values, so it concerns the city if
    /// the bulletin that it withdraws could have.
    static func withdrawal(_ envelope: TelegramEnvelope, in scope: CityScope) -> Concern
}
