// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What stands for a subscriber where the address must not: different octets of one authenticator that only the holder of
/// the key can make. Who knows the one knows nothing of the other.
///
/// They are kept as octets and written out when asked for: of a hundred thousand recipients that wait, none needs its
/// digits yet.
public struct SubscriberMarks: Sendable, Hashable {
    private let id: Subscriber.ID
    private let name: UInt64
    private let nameEnd: UInt32
    private let code: UInt64
    private let codeEnd: UInt64

    /// - Parameter octets: 28 at least; the first are the name, those behind them the code.
    init(of id: Subscriber.ID, _ octets: UnsafeRawBufferPointer) {
        self.id = id
        name = UInt64(bigEndian: octets.loadUnaligned(as: UInt64.self))
        nameEnd = UInt32(bigEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        code = UInt64(bigEndian: octets.loadUnaligned(fromByteOffset: 12, as: UInt64.self))
        codeEnd = UInt64(bigEndian: octets.loadUnaligned(fromByteOffset: 20, as: UInt64.self))
    }

    /// Marks that no key has made, for what is sent to nobody: other numbers have others.
    public init(madeUpFor id: Subscriber.ID) {
        self.id = id
        name = UInt64(bitPattern: id.rawValue)
        (nameEnd, code, codeEnd) = (0, 0, name)
    }

    /// A name for logs, Message-IDs and return paths that says nothing of the address: 24 hexadecimal digits.
    public var pseudonym: String {
        String(unsafeUninitializedCapacity: 24) { digits in
            Self.write(name, to: digits, at: 0)
            Self.write(nameEnd, to: digits, at: 16)
            return 24
        }
    }

    /// The secret part of a subscriber's links: number and code, 48 hexadecimal digits.
    public var token: String {
        String(unsafeUninitializedCapacity: 48) { digits in
            Self.write(UInt64(bitPattern: id.rawValue), to: digits, at: 0)
            Self.write(code, to: digits, at: 16)
            Self.write(codeEnd, to: digits, at: 32)
            return 48
        }
    }

    /// Whether a code is this one's; takes the same time for any wrong one.
    ///
    /// - Parameter given: 16 octets.
    func hasCode(_ given: ArraySlice<UInt8>) -> Bool {
        let halves = given.withUnsafeBytes { octets in
            (
                UInt64(bigEndian: octets.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        return (halves.0 ^ code) | (halves.1 ^ codeEnd) == 0
    }

    private static func write<Number: FixedWidthInteger>(
        _ number: Number,
        to digits: UnsafeMutableBufferPointer<UInt8>,
        at start: Int
    ) {
        var shift = Number.bitWidth
        var index = start
        while shift > 0 {
            shift -= 4
            digits[index] = (UInt8(truncatingIfNeeded: number >> Number(shift)) & 0x0F).hexadecimalDigit
            index += 1
        }
    }
}
