// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// JMA's seismic intensity scale (震度階級), 1 to 7 with 5 and 6 divided.
public enum SeismicIntensity: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case one = 1
    case two = 2
    case three = 3
    case four = 4
    /// 震度５弱以上未入電: no reading came, presumed to be 5弱 or more; counts as 5弱.
    case fiveLowerPresumed = 5
    case fiveLower = 6
    case fiveUpper = 7
    case sixLower = 8
    case sixUpper = 9
    case seven = 10

    /// Reads JMA's code (`1`…`4`, `5-`, `5+`, `6-`, `6+`, `7`, `!5-`) or its Japanese name (`震度５弱`, `５強`,
    /// `震度５弱以上未入電`), digits and signs half or full width; nil for anything else.
    public init?(code: String) {
        var text = ""
        for scalar in code.unicodeScalars {
            switch scalar.value {
            case 0xFF10...0xFF19: text.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30)))
            case 0xFF01: text.append("!")
            case 0xFF0B: text.append("+")
            case 0xFF0D, 0x2212: text.append("-")
            default: text.unicodeScalars.append(scalar)
            }
        }
        if text.hasPrefix("震度") { text.removeFirst(2) }
        switch text {
        case "1": self = .one
        case "2": self = .two
        case "3": self = .three
        case "4": self = .four
        case "!5-", "5弱以上未入電": self = .fiveLowerPresumed
        case "5-", "5弱": self = .fiveLower
        case "5+", "5強": self = .fiveUpper
        case "6-", "6弱": self = .sixLower
        case "6+", "6強": self = .sixUpper
        case "7": self = .seven
        default: return nil
        }
    }

    /// JMA's code.
    public var code: String {
        switch self {
        case .one: "1"
        case .two: "2"
        case .three: "3"
        case .four: "4"
        case .fiveLowerPresumed: "!5-"
        case .fiveLower: "5-"
        case .fiveUpper: "5+"
        case .sixLower: "6-"
        case .sixUpper: "6+"
        case .seven: "7"
        }
    }

    /// The step that thresholds are compared with: a presumed 5弱 counts as 5弱, since waiting would be the worse mistake.
    public var measure: Measure {
        Measure(rawValue: self == .fiveLowerPresumed ? SeismicIntensity.fiveLower.rawValue : rawValue)
    }

    /// Weaker first; a presumed 5弱 is just below a measured one.
    public static func < (left: SeismicIntensity, right: SeismicIntensity) -> Bool {
        left.rawValue < right.rawValue
    }
}
