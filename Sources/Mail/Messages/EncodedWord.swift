// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// RFC 2047: text outside ASCII in a header, as encoded words of at most 75 characters.
enum EncodedWord {
    /// The UTF-8 octets that one word holds: 75 less `=?UTF-8?B?` and `?=`, as whole groups of base64.
    static let maximumOctets = (75 - 12) / 4 * 3

    /// The text as encoded words, none of which splits a character.
    ///
    /// - Parameter firstOctets: what the first word may hold, where the line is already begun.
    static func words(for text: String, firstOctets: Int) -> [String] {
        var words: [String] = []
        var pending: [UInt8] = []
        var room = firstOctets
        func flush() {
            guard !pending.isEmpty else { return }
            words.append("=?UTF-8?B?\(Base64.encoded(pending))?=")
            pending.removeAll(keepingCapacity: true)
            room = maximumOctets
        }
        for character in text {
            let octets = Array(character.utf8)
            if pending.count + octets.count > room { flush() }
            guard octets.count > room else {
                pending += octets
                continue
            }
            // A cluster longer than a word, as piled-up marks make, can only be divided between its scalars; so is one
            // too long for the first word, since no line may hold a name alone.
            for scalar in character.unicodeScalars {
                let scalarOctets = Array(String(scalar).utf8)
                if pending.count + scalarOctets.count > room { flush() }
                pending += scalarOctets
            }
        }
        flush()
        return words
    }
}
