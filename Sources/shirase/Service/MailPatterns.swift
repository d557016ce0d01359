// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Delivery
import Mail
import Synchronization

/// All that the mails of one rendering have in common.
struct MailPattern: Sendable {
    let template: MessageTemplate
    let messageIDs: MessageID.Series

    /// A copy that shares no storage with this one.
    func detached() -> MailPattern {
        MailPattern(template: template.detached(), messageIDs: messageIDs.detached())
    }
}

/// The patterns under way, built once for each release, language and encoding.
final class MailPatterns: Sendable {
    private struct Key: Hashable {
        let rendering: RenderingKey
        let isEightBit: Bool
    }

    /// Enough for two releases in all languages; an older one is built anew if it comes back.
    static let limit = 64
    private let built = Mutex<[Key: MailPattern]>([:])

    func pattern(
        _ key: RenderingKey,
        eightBit: Bool,
        messageIDs: () throws -> MessageID.Series,
        content: () throws -> [UInt8]
    ) throws -> MailPattern {
        let key = Key(rendering: key, isEightBit: eightBit)
        if let known = built.withLock({ $0[key] }) { return known }
        let mail = try JSON.decode(MailContent.self, try content())
        let pattern = MailPattern(
            template: try mail.template(encoding: eightBit ? .eightBit : .base64),
            messageIDs: try messageIDs()
        )
        built.withLock { built in
            if built.count >= Self.limit { built.removeAll() }
            built[key] = pattern
        }
        return pattern
    }
}
