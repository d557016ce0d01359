// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CPQ

/// A type of PostgreSQL's own catalogue that our statements meet (`pg_type.dat`).
struct PostgreSQLType: RawRepresentable, Hashable {
    let rawValue: Oid

    /// Left to the server to infer from where the value stands.
    static let inferred = Self(rawValue: 0)
    static let bool = Self(rawValue: 16)
    static let bytea = Self(rawValue: 17)
    static let name = Self(rawValue: 19)
    static let int8 = Self(rawValue: 20)
    static let int2 = Self(rawValue: 21)
    static let int4 = Self(rawValue: 23)
    static let text = Self(rawValue: 25)
    static let oid = Self(rawValue: 26)
    static let float4 = Self(rawValue: 700)
    static let float8 = Self(rawValue: 701)
    static let unknown = Self(rawValue: 705)
    static let varchar = Self(rawValue: 1043)
    static let numeric = Self(rawValue: 1700)
    static let void = Self(rawValue: 2278)
}

/// A value on its way to the server, in the binary format of its type: nothing is escaped, so nothing can be escaped wrongly.
struct PostgreSQLParameter {
    let type: PostgreSQLType
    /// In network byte order; nil for NULL.
    let bytes: [CChar]?

    /// - Throws: `StorageError.unexpectedValue` for a text that holds NUL, which the server cannot keep.
    init(_ value: SQLValue) throws(StorageError) {
        switch value {
        case .null: (type, bytes) = (.inferred, nil)
        case .integer(let integer): (type, bytes) = (.int8, Self.bigEndian(UInt64(bitPattern: integer)))
        case .real(let real): (type, bytes) = (.float8, Self.bigEndian(real.bitPattern))
        case .text(let text):
            guard !text.utf8.contains(0) else { throw .holdsNUL }
            (type, bytes) = (.text, text.utf8.map(CChar.init(bitPattern:)))
        case .bytes(let octets): (type, bytes) = (.bytea, octets.map(CChar.init(bitPattern:)))
        }
    }

    private static func bigEndian(_ bits: UInt64) -> [CChar] {
        stride(from: 56, through: 0, by: -8).map { CChar(truncatingIfNeeded: bits >> UInt64($0)) }
    }
}

extension SQLRow {
    /// The first row of a result in binary format.
    init(_ result: OpaquePointer) throws(StorageError) {
        let columns = 0..<PQnfields(result)
        self.init(
            values: try columns.map { column throws(StorageError) in
                guard PQgetisnull(result, 0, column) == 0, let start = PQgetvalue(result, 0, column) else {
                    return .null
                }
                let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, 0, column)))
                let type = PostgreSQLType(rawValue: PQftype(result, column))
                guard let value = SQLValue(bytes, of: type) else {
                    throw StorageError(
                        code: .unexpectedValue,
                        message: "column \(column) is of a type (oid \(type.rawValue)) or size that is not read here",
                        statement: nil
                    )
                }
                return value
            }
        )
    }
}

extension SQLValue {
    /// Reads the binary format of a type; nil for a type that is not read here, or a number that has no place.
    ///
    /// As SQLite answers: truth is 1 or 0, and a sum of integers, which is NUMERIC here, an integer.
    init?(_ bytes: UnsafeRawBufferPointer, of type: PostgreSQLType) {
        switch type {
        case .int8, .int4, .int2:
            guard let first = bytes.first else { return nil }
            self = .integer(bytes.reduce(first < 0x80 ? 0 : -1) { $0 << 8 | Int64($1) })
        case .oid: self = .integer(bytes.reduce(0) { $0 << 8 | Int64($1) })
        case .bool: self = .integer(bytes.first == 1 ? 1 : 0)
        case .float8: self = .real(Double(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) }))
        case .float4: self = .real(Double(Float(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) })))
        case .text, .varchar, .name, .unknown: self = .text(String(decoding: bytes, as: UTF8.self))
        case .bytea: self = .bytes([UInt8](bytes))
        case .void: self = .null
        case .numeric:
            guard let value = SQLValue(numeric: bytes) else { return nil }
            self = value
        default: return nil
        }
    }

    /// NUMERIC as its binary format spells it (`numeric_send`): how many digits to the base of 10,000, the weight of the
    /// first, the sign, how many decimals are shown, then the digits, each of 16 bits.
    ///
    /// Nil for an integer that does not fit, and for what is no number.
    private init?(numeric bytes: UnsafeRawBufferPointer) {
        let words = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        guard words.count >= 4, words.count == 4 + Int(words[0]), words[2] == 0 || words[2] == 0x4000 else {
            return nil
        }
        let weight = Int(Int16(bitPattern: words[1]))
        let sign = words[2] == 0 ? "" : "-"
        let whole = (0...max(0, weight)).map { place in place < words[0] && weight >= 0 ? words[4 + place] : 0 }
        let digits = sign + whole.map(Self.fourDigits).joined()
        guard words[3] > 0 else {
            guard let integer = Int64(digits) else { return nil }
            self = .integer(integer)
            return
        }
        let leading = [UInt16](repeating: 0, count: max(0, -1 - weight))
        let fraction = leading + words.dropFirst(4 + max(0, weight + 1))
        guard let real = Double("\(digits).\(fraction.map(Self.fourDigits).joined())0") else { return nil }
        self = .real(real)
    }

    private static func fourDigits(_ digit: UInt16) -> String {
        String(String(10_000 + UInt32(digit)).dropFirst())
    }
}
