// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// The shape that a text must have.
struct Check: Sendable {
    /// What is wanted, to stand behind "must be".
    let wanted: String
    let accepts: @Sendable (String) -> Bool

    static func digits(_ count: Int) -> Check {
        Check(wanted: "\(count) digits") { $0.utf8.count == count && $0.utf8.allSatisfy(isDigit) }
    }

    static func oneOf(_ choices: [String]) -> Check {
        Check(wanted: "one of \(choices.joined(separator: ", "))") { choices.contains($0) }
    }

    /// A label of a domain, and so fit for file names and List-Ids, too.
    static let label = Check(wanted: "1 to 63 of a-z, 0-9 and -, no hyphen at the ends") { isLabel($0) }

    static let domain = Check(wanted: "a domain name in lower case") { isDomain($0) }

    /// Narrow on purpose: a city picks its own addresses.
    static let address = Check(wanted: "a mail address of letters, digits, dots, hyphens and underscores") { text in
        let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), isDomain(parts[1]) else { return false }
        return parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen || $0 == underscore }
        }
    }

    static let webRoot = Check(wanted: "an https URL with a host, without query and without a slash at the end") {
        guard let parts = URLComponents(string: $0), parts.scheme == "https", let host = parts.host else {
            return false
        }
        return isDomain(host) && parts.query == nil && parts.fragment == nil && parts.user == nil && !$0.hasSuffix("/")
    }

    static let capSender = Check(wanted: "without spaces, commas, < and & (CAP 1.2 §3.2.1)") {
        !$0.contains { " ,<&".contains($0) }
    }

    static let languageTag = Check(wanted: "a language tag such as ja, ja-simple or zh-Hans (BCP 47)") { text in
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, (2...3).contains(language.utf8.count) else { return false }
        return parts.allSatisfy { part in
            (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { isLetter($0) || isDigit($0) }
        }
    }

    static let reading = Check(wanted: "hiragana, nothing else") { text in
        text.unicodeScalars.allSatisfy { (0x3041...0x3096).contains($0.value) || $0.value == 0x30FC }
    }

    static let romaji = Check(wanted: "Latin letters with macrons for long vowels, no kana") { text in
        text.unicodeScalars.allSatisfy { scalar in
            (scalar.isASCII && (isLetter(UInt8(scalar.value)) || " -'".unicodeScalars.contains(scalar)))
                || "āīūēōĀĪŪĒŌ".unicodeScalars.contains(scalar)
        }
    }

    static let schoolCode = Check(wanted: "s and two or three digits, such as s01") { text in
        text.first == "s" && (3...4).contains(text.utf8.count) && text.utf8.dropFirst().allSatisfy(isDigit)
    }

    /// A seismic region or a prefecture or forecast area.
    static let regionCode = Check(wanted: "3 or 6 digits") { digits(3).accepts($0) || digits(6).accepts($0) }

    static let townCode = Check(wanted: "a town's postal code, with -2 and up for a further town of one code") { text in
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard digits(7).accepts(parts[0]) else { return false }
        return parts.count == 1 || (parts[1].utf8.allSatisfy(isDigit) && (Int(parts[1]) ?? 0) > 1)
    }

    private static func isDomain(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && text.utf8.count <= 253 && labels.allSatisfy { isLabel(String($0)) }
    }

    private static func isLabel(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count) && text.utf8.first != hyphen && text.utf8.last != hyphen
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || isDigit($0) || $0 == hyphen
            }
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let underscore = UInt8(ascii: "_")

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
