// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Reads comma-separated values (RFC 4180): quoted fields, doubled quotes, line ends inside quotes, CRLF or LF.
///
/// A faulty record is handed over as a fault and reading goes on with the line after the one that it begins on, so that
/// one bad row never stops or swallows the next. Limits: 64 fields a record, 4,096 bytes a field.
struct CSVReader: Sequence, IteratorProtocol {
    struct Record: Sendable, Hashable {
        /// The line that it starts on, counted from 1.
        let line: Int
        let content: Content
    }

    enum Content: Sendable, Hashable {
        case fields([String])
        case fault(String)
    }

    static let fieldLimit = 64
    static let lengthLimit = 4096

    private let bytes: [UInt8]
    private var position: Int
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark is what spreadsheet programs write before UTF-8.
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> Record? {
        while position < bytes.count, isLineEnd { skipLineEnd() }
        guard position < bytes.count else { return nil }
        let start = (line: line, position: position)
        func fault(_ reason: String) -> Record {
            // A quote that is never closed has run over lines that are rows of their own.
            (line, position) = start
            skipLine()
            return Record(line: start.line, content: .fault(reason))
        }
        var fields: [String] = []
        while true {
            switch field() {
            case .success(let text): fields.append(text)
            case .failure(let reason): return fault(reason.text)
            }
            guard fields.count <= Self.fieldLimit else { return fault("more than \(Self.fieldLimit) fields") }
            guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { break }
            position += 1
        }
        skipLineEnd()
        return Record(line: start.line, content: .fields(fields))
    }

    private struct Fault: Error { let text: String }

    private mutating func field() -> Result<String, Fault> {
        var value: [UInt8] = []
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            position += 1
            while true {
                guard position < bytes.count else { return .failure(Fault(text: "a quote is opened and never closed")) }
                let byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "\"") {
                    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { break }
                    position += 1
                }
                if byte == UInt8(ascii: "\n") { line += 1 }
                value.append(byte)
                if value.count > Self.lengthLimit {
                    return .failure(Fault(text: "a field is too long, or a quote is never closed"))
                }
            }
            guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || isLineEnd else {
                return .failure(Fault(text: "text follows a closing quote"))
            }
        } else {
            while position < bytes.count, bytes[position] != UInt8(ascii: ","), !isLineEnd {
                guard bytes[position] != UInt8(ascii: "\"") else {
                    return .failure(Fault(text: "a quote stands inside an unquoted field"))
                }
                value.append(bytes[position])
                position += 1
                if value.count > Self.lengthLimit { return .failure(Fault(text: "a field is too long")) }
            }
        }
        guard let text = String(validating: value, as: UTF8.self) else {
            return .failure(Fault(text: "not UTF-8: save the file as UTF-8 (it may be Shift_JIS)"))
        }
        return .success(text)
    }

    private var isLineEnd: Bool {
        bytes[position] == UInt8(ascii: "\n") || bytes[position] == UInt8(ascii: "\r")
    }

    private mutating func skipLineEnd() {
        guard position < bytes.count else { return }
        if bytes[position] == UInt8(ascii: "\r") { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
        line += 1
    }

    private mutating func skipLine() {
        while position < bytes.count, !isLineEnd { position += 1 }
        skipLineEnd()
    }
}
