// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What sort of bulletin a telegram is, told by its Control/Title: the XML does not carry JMA's telegram code.
public struct TelegramKind: Sendable, Hashable {
    /// JMA's code of a kind that is read whole (VXSE53), else the title.
    public let name: String
    /// Whether its Body is read; of all others the envelope is.
    public let isRead: Bool

    /// Tells the kind from Control/Title, letters and brackets half or full width.
    public init(title: String) {
        let kind = BulletinKind.find(title: TelegramKind.halfWidth(title))
        name = kind?.name ?? title
        isRead = kind != nil
    }

    static func halfWidth(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(UInt8(scalar.value - 0xFF01 + 0x21)))
            default: folded.append(scalar)
            }
        }
        return String(folded)
    }
}
