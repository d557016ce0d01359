// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// An e-mail address that is safe to write on the wire: the Mailbox of RFC 5321 section 4.1.2, and no more.
///
/// One bare address in ASCII with a fully qualified domain name. Refused are control characters, full-width
/// look-alikes, source routes, address literals, domains that are not in their A-label form, and local parts that
/// would need SMTPUTF8. A quoted local part is kept in its shortest form: `"a"@b.jp` and `a@b.jp` are one address.
///
/// Carriers in Japan gave out addresses that break the rules (`a..b@`, `a.@`) until 2009. They are accepted for the
/// domains of these carriers alone (`JapaneseCarrier`) and written quoted, which their servers understand.
///
/// The description hides who it is: `…@docomo.ne.jp`.
public struct EmailAddress: Hashable, Sendable {
    /// The octets that a local part may have, RFC 5321 section 4.5.3.1.1.
    public static let maximumLocalPartLength = 64
    /// The octets that an address may have: a path of 256 less its angle brackets, RFC 5321 section 4.5.3.1.3.
    public static let maximumLength = 254

    /// The address as it stands in `RCPT TO:<…>` and in a header: quoted where it must be.
    public let wire: String
    /// Where `@` stands in it.
    private let separator: Int

    /// The part before `@`, without quotes and escapes.
    public var localPart: String {
        let written = Array(wire.utf8.prefix(separator))
        guard written.first == UInt8(ascii: "\"") else { return String(decoding: written, as: UTF8.self) }
        return String(decoding: Self.unquoted(written), as: UTF8.self)
    }

    /// The domain in lower case, as A-labels.
    public var domain: String { String(wire.utf8.dropFirst(separator + 1)) ?? "" }

    /// Reads one bare address; nothing is trimmed or repaired.
    public init(parsing text: String) throws(AddressError) {
        // Almost all that are ever sent to are written as they are kept, and need no copy.
        if let separator = Self.plainSeparator(in: text) {
            wire = text
            self.separator = separator
            return
        }
        let bytes = try Self.asciiBytes(of: text)
        let (local, domainStart) = try Self.localPart(of: bytes)
        let domain = try DomainName.normalized(bytes[domainStart...])

        let needsQuotes = try Self.needsQuotes(local, domain: domain)
        let written = needsQuotes ? Self.quoted(local) : local
        guard written.count <= Self.maximumLocalPartLength else { throw .localPartTooLong }
        guard written.count + 1 + domain.utf8.count <= Self.maximumLength else { throw .tooLong }

        wire = String(decoding: written, as: UTF8.self) + "@" + domain
        separator = written.count
    }

    /// What two spellings of one mailbox have in common; the text to hash when a subscriber is looked up.
    ///
    /// In lower case, since no server in use tells `A@b.jp` from `a@b.jp`, and without quotes.
    public var registryKey: String {
        localPart.lowercased() + "@" + domain
    }

    /// Two addresses are equal when they are written alike.
    public static func == (left: EmailAddress, right: EmailAddress) -> Bool {
        left.wire == right.wire
    }

    /// Hashes what is written.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(wire)
    }
}

extension EmailAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The domain alone, for logs and errors.
    public var description: String { "…@\(domain)" }
    /// The domain alone, for logs and errors.
    public var debugDescription: String { description }
    /// Shows the domain alone, so that `dump` and a failing test do not tell who it is.
    public var customMirror: Mirror { Mirror(self, children: ["domain": domain]) }
}

extension EmailAddress {
    /// Where `@` stands in an address that is written as it is kept: a dot-atom and a host name in lower case. Nil for all
    /// others, good ones among them.
    private static func plainSeparator(in text: String) -> Int? {
        text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
            guard bytes.count <= maximumLength, let separator = bytes.firstIndex(of: UInt8(ascii: "@")),
                separator <= maximumLocalPartLength, isDotAtom(UnsafeBufferPointer(rebasing: bytes[..<separator]))
            else { return nil }
            let domain = UnsafeBufferPointer(rebasing: bytes[(separator + 1)...])
            return DomainName.isPlain(domain) ? separator : nil
        } ?? nil
    }

    /// RFC 5322 section 3.2.3, `dot-atom-text`: dots stand between two others.
    static func isDotAtom(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var hasAtom = false
        for byte in bytes {
            let isDot = byte == UInt8(ascii: ".")
            guard isDot ? hasAtom : isAtomText(byte) else { return false }
            hasAtom = !isDot
        }
        return hasAtom
    }

    /// What is quoted, without quotes and escapes.
    private static func unquoted(_ written: [UInt8]) -> [UInt8] {
        var local: [UInt8] = []
        var index = 1
        while index < written.count - 1 {
            if written[index] == UInt8(ascii: "\\") { index += 1 }
            local.append(written[index])
            index += 1
        }
        return local
    }

    private static func asciiBytes(of text: String) throws(AddressError) -> [UInt8] {
        guard !text.isEmpty else { throw .empty }
        // Bounds the work on foreign input; quotes and escapes at most double a local part.
        guard text.utf8.count <= 2 * maximumLength else { throw .tooLong }
        let bytes = Array(text.utf8)
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return bytes }
        // What is wrong is told by the character, not by its octets.
        var sawAt = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: throw .controlCharacter
            case 0x3000, 0xFE60...0xFE6F, 0xFF00...0xFFEF: throw .fullWidthCharacter
            case 0x80...: throw sawAt ? .nonASCIIDomain : .nonASCIILocalPart
            default: sawAt = sawAt || scalar == "@"
            }
        }
        return bytes
    }

    /// The local part without quotes, and where the domain begins.
    private static func localPart(of bytes: [UInt8]) throws(AddressError) -> ([UInt8], Int) {
        switch bytes[0] {
        case UInt8(ascii: "\""): return try quotedLocalPart(of: bytes)
        case UInt8(ascii: "@"): throw bytes.dropFirst().contains(UInt8(ascii: "@")) ? .notAMailbox : .missingAt
        default: break
        }
        guard !bytes.contains(where: isSeparator) else { throw .notAMailbox }
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at + 1 < bytes.count else { throw .missingAt }
        guard bytes[..<at].allSatisfy({ isAtomText($0) || $0 == UInt8(ascii: ".") }) else { throw .invalidLocalPart }
        return (Array(bytes[..<at]), at + 1)
    }

    private static func quotedLocalPart(of bytes: [UInt8]) throws(AddressError) -> ([UInt8], Int) {
        var local: [UInt8] = []
        var index = 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") { index += 1 }
            guard index < bytes.count else { throw .invalidLocalPart }
            local.append(bytes[index])
            index += 1
        }
        guard index < bytes.count, !local.isEmpty else { throw .invalidLocalPart }
        guard index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "@") else { throw .missingAt }
        return (local, index + 2)
    }

    private static func needsQuotes(_ local: [UInt8], domain: String) throws(AddressError) -> Bool {
        if local.contains(where: { !isAtomText($0) && $0 != UInt8(ascii: ".") }) { return true }
        let dot = UInt8(ascii: ".")
        let isDoubled = zip(local, local.dropFirst()).contains { $0 == (dot, dot) }
        let isMisplaced = local.first == dot || local.last == dot || isDoubled
        guard isMisplaced else { return false }
        guard JapaneseCarrier.isCarrier(domain) else { throw .misplacedDot }
        return true
    }

    private static func quoted(_ local: [UInt8]) -> [UInt8] {
        var written: [UInt8] = [UInt8(ascii: "\"")]
        for byte in local {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { written.append(UInt8(ascii: "\\")) }
            written.append(byte)
        }
        written.append(UInt8(ascii: "\""))
        return written
    }

    /// What stands around addresses in lists, names and routes.
    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default: false
        }
    }

    /// RFC 5322 section 3.2.3, `atext`; a switch, since it is asked for every octet of every address.
    static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"),
            UInt8(ascii: "^")...UInt8(ascii: "`"), UInt8(ascii: "{")...UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
