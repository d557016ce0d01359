// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Host names as they stand after `@`: RFC 5321 section 4.1.2, RFC 1123 section 2.1, RFC 5890 section 2.3.
enum DomainName {
    /// The domain in lower case, if it is a fully qualified host name in ASCII.
    static func normalized(_ bytes: ArraySlice<UInt8>) throws(AddressError) -> String {
        guard let first = bytes.first else { throw .missingAt }
        guard first != UInt8(ascii: "[") else { throw .addressLiteral }
        guard !bytes.contains(UInt8(ascii: "@")) else { throw .notAMailbox }
        guard bytes.count <= 253 else { throw .invalidDomain }

        let lowered = bytes.map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        let labels = lowered.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy(isLabel) else { throw .invalidDomain }
        guard labels.count > 1 else { throw .unqualifiedDomain }
        guard let top = labels.last, top.contains(where: { !isDigit($0) }) else { throw .addressLiteral }
        return String(decoding: lowered, as: UTF8.self)
    }

    /// Whether it is what `normalized` makes of it, and has no A-label: read once, without a copy.
    static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= 253 else { return false }
        var length = 0
        var labels = 1
        var isNumber = true
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                guard length > 0, length <= 63, bytes[index - 1] != UInt8(ascii: "-") else { return false }
                (length, labels, isNumber) = (0, labels + 1, true)
                continue
            }
            if byte == UInt8(ascii: "-") {
                // The third and fourth octet: an A-label, or reserved like one.
                guard length > 0, length != 2 else { return false }
            } else if !isDigit(byte) {
                guard isLowerCase(byte) else { return false }
            }
            isNumber = isNumber && isDigit(byte)
            length += 1
        }
        return length > 0 && length <= 63 && labels > 1 && !isNumber && bytes.last != UInt8(ascii: "-")
    }

    /// Whether the text may stand in EHLO: a host name, qualified or not, in ASCII.
    static func isHostName(_ text: String) -> Bool {
        if text.utf8.withContiguousStorageIfAvailable(isPlain) == true { return true }
        let bytes = Array(text.lowercased().utf8)
        guard !bytes.isEmpty, bytes.count <= 253 else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
        guard first != hyphen, last != hyphen else { return false }
        guard label.allSatisfy({ isDigit($0) || isLowerCase($0) || $0 == hyphen }) else { return false }
        // An A-label says something after its prefix.
        return label.count > 4 || !label.starts(with: "xn--".utf8)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLowerCase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
