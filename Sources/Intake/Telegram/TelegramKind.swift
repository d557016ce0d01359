// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What sort of bulletin a telegram is, told by its Control/Title: the XML does not carry JMA's telegram code.
public enum TelegramKind: Sendable, Hashable {
    /// 震度速報
    case vxse51
    /// 震源・震度に関する情報, that of distant earthquakes too.
    case vxse53
    /// 津波警報・注意報・予報
    case vtse41
    /// 気象警報・注意報（Ｒ０６）（大雨）
    case vpww55
    /// A bulletin of which only the envelope is read.
    case other(title: String, infoKind: String)

    /// Tells the kind from Control/Title and Head/InfoKind, letters and brackets half or full width.
    public init(title: String, infoKind: String) {
        switch TelegramKind.halfWidth(title) {
        case "震度速報": self = .vxse51
        case "震源・震度に関する情報": self = .vxse53
        // JMA adds a letter to this title when the layout changes (予報a).
        case let name where name.hasPrefix("津波警報・注意報・予報") && infoKind == "津波警報・注意報・予報":
            self = .vtse41
        case "気象警報・注意報(R06)(大雨)": self = .vpww55
        default: self = .other(title: title, infoKind: infoKind)
        }
    }

    /// JMA's code of the four kinds that are read whole, otherwise the title.
    public var name: String {
        switch self {
        case .vxse51: "VXSE51"
        case .vxse53: "VXSE53"
        case .vtse41: "VTSE41"
        case .vpww55: "VPWW55"
        case .other(let title, _): title
        }
    }

    private static func halfWidth(_ text: String) -> String {
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
