// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Standard output and standard error.
enum Console {
    /// A line for people, on standard output.
    static func line(_ text: String = "") {
        write(text + "\n", to: .standardOutput)
    }

    /// A fault, on standard error.
    static func error(_ text: String) {
        write("shirase: " + text + "\n", to: .standardError)
    }

    /// Bytes as they are, on standard output.
    static func bytes(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }

    /// A value as JSON with sorted keys, on standard output.
    static func json(_ value: some Encodable) throws {
        bytes(try JSON.encode(value) + [UInt8(ascii: "\n")])
    }

    private static func write(_ text: String, to handle: FileHandle) {
        handle.write(Data(text.utf8))
    }
}

/// How values are written for machines: sorted keys, times in RFC 3339.
enum JSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return Array(try encoder.encode(value))
    }

    /// Reads what `encode` wrote.
    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: Data(bytes))
    }
}
