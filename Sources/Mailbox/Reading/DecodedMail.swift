// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A mail as a person reads it: headers decoded, text and HTML found.
public struct DecodedMail: Sendable {
    /// Every header in its order, encoded words decoded.
    public let headers: [(name: String, value: String)]
    /// The first text/plain part, in UTF-8, with LF.
    public let text: String?
    /// The first text/html part, in UTF-8, with LF. It is foreign: show it in a sandbox.
    public let html: String?

    /// The value of the first header of this name, in any case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The subject; empty without one.
    public var subject: String { header("Subject") ?? "" }
    /// Who it says it is from.
    public var from: String { header("From") ?? "" }
    /// Whom it says it is for.
    public var to: String { header("To") ?? "" }
    /// The language tag; empty without one.
    public var contentLanguage: String { header("Content-Language") ?? "" }
}

extension ReceivedMail {
    /// The mail read: multipart nested up to four deep and 50 parts; what is beyond or malformed is left out.
    public var decoded: DecodedMail {
        var reader = MIMEReader()
        let block = HeaderBlock(data[...])
        reader.read(block, data[block.bodyStart...], depth: 0)
        return DecodedMail(
            headers: block.fields.map { ($0.name, EncodedWordReader.decoded($0.value)) },
            text: reader.text,
            html: reader.html,
        )
    }
}

/// Walks the parts of a mail, RFC 2046 section 5.1.
private struct MIMEReader {
    static let maximumDepth = 4
    static let maximumParts = 50

    var text: String?
    var html: String?
    private var partCount = 0

    mutating func read(_ block: HeaderBlock, _ body: ArraySlice<UInt8>, depth: Int) {
        partCount += 1
        guard partCount <= Self.maximumParts else { return }
        let contentType = block.value("Content-Type") ?? "text/plain"
        let type = contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        if type.hasPrefix("multipart/") {
            guard depth < Self.maximumDepth, let boundary = Self.boundary(contentType) else { return }
            for part in Self.parts(of: body, boundary: boundary) {
                let block = HeaderBlock(part)
                read(block, part[block.bodyStart...], depth: depth + 1)
            }
        } else if type == "text/plain", text == nil {
            text = Self.text(block, body)
        } else if type == "text/html", html == nil {
            html = Self.text(block, body)
        }
    }

    private static func text(_ block: HeaderBlock, _ body: ArraySlice<UInt8>) -> String {
        let encoding = (block.value("Content-Transfer-Encoding") ?? "7bit").filter { $0 != " " }
        let octets = TransferDecoding.decoded(body, encoding: encoding)
        return String(decoding: octets.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }

    private static func boundary(_ contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " && $0 != "\t" }).lowercased() == "boundary" else {
                continue
            }
            let value = parts[1].filter { $0 != "\"" && $0 != " " }
            return (1...70).contains(value.utf8.count) ? value : nil
        }
        return nil
    }

    /// The parts between the delimiter lines; the line end before a delimiter belongs to it.
    private static func parts(of body: ArraySlice<UInt8>, boundary: String) -> [ArraySlice<UInt8>] {
        let delimiter = Array("--\(boundary)".utf8)
        var parts: [ArraySlice<UInt8>] = []
        var partStart: Int?
        var index = body.startIndex
        while index < body.endIndex, parts.count < maximumParts {
            let end = body[index...].firstIndex(of: UInt8(ascii: "\n")) ?? body.endIndex
            if body[index..<end].starts(with: delimiter) {
                if let partStart {
                    var part = body[partStart..<max(partStart, index)]
                    if part.last == UInt8(ascii: "\n") { part = part.dropLast() }
                    if part.last == UInt8(ascii: "\r") { part = part.dropLast() }
                    parts.append(part)
                }
                guard !body[(index + delimiter.count)..<end].starts(with: "--".utf8) else { return parts }
                partStart = min(end + 1, body.endIndex)
            }
            index = min(end + 1, body.endIndex)
        }
        return parts
    }
}
