// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The words of a reply made ready for matching: at most 1,000 octets, ASCII in lower case, single spaces.
///
/// Left out are numbers and codes, which servers repeat on every line, and links; an address becomes `@`, so that
/// nothing is found within one. Servers are not trusted: the work is bounded by the length.
struct ReplyWords: Sendable {
    /// The octets that are looked at.
    static let limit = 1_000

    private let bytes: [UInt8]
    /// Whether an address, or the place of one that was taken out, is in the text.
    let namesAddress: Bool

    init(_ text: String) {
        let lowered = text.utf8.prefix(Self.limit).map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        var words: [[UInt8]] = []
        var namesAddress = false
        for word in lowered.split(whereSeparator: { $0 <= 0x20 }) where !Self.isNoise(word) {
            let (shown, isAddress) = Self.hidingAddress(in: word)
            namesAddress = namesAddress || isAddress
            words.append(shown)
        }
        bytes = Array(words.joined(separator: [UInt8(ascii: " ")]))
        self.namesAddress = namesAddress
    }

    /// Whether the phrase, in lower case, stands in the text and begins where a word does.
    func contains(_ phrase: String) -> Bool {
        let phrase = Array(phrase.utf8)
        guard let first = phrase.first, phrase.count <= bytes.count else { return false }
        return (0...(bytes.count - phrase.count)).contains { start in
            bytes[start] == first && (start == 0 || !Self.isWordCharacter(bytes[start - 1]))
                && bytes[start...].starts(with: phrase)
        }
    }

    /// Reply codes, enhanced codes and IPv4 addresses: `550`, `550-5.1.1`, `#5.1.0`, `[192.0.2.1]`; and links.
    private static func isNoise(_ word: ArraySlice<UInt8>) -> Bool {
        let isNumber = word.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || ".-#()[]".utf8.contains(byte)
        }
        let isLink = ["http://", "https://"].contains {
            word.drop(while: { !isWordCharacter($0) }).starts(with: $0.utf8)
        }
        return isLink || isNumber && word.contains { isWordCharacter($0) }
    }

    /// The word with `@` in place of an address, and whether there was one. What `SMTPReply` and the ledger write
    /// instead of addresses counts as one too.
    private static func hidingAddress(in word: ArraySlice<UInt8>) -> ([UInt8], Bool) {
        for stand in ["<…>", "(address)"] where word.starts(with: stand.utf8) {
            return ([UInt8(ascii: "@")] + word.dropFirst(stand.utf8.count), true)
        }
        guard let at = word.firstIndex(of: UInt8(ascii: "@")) else { return (Array(word), false) }
        guard let open = word[..<at].lastIndex(of: UInt8(ascii: "<")),
            let close = word[at...].firstIndex(of: UInt8(ascii: ">"))
        else { return ([UInt8(ascii: "@")], true) }
        return (word[..<open] + [UInt8(ascii: "@")] + word[(close + 1)...], true)
    }

    private static func isWordCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
        default: false
        }
    }
}
