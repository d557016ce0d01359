// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// One HTTP response as its bytes say it.
struct Answer {
    var status = 0
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The responses in `bytes`, which answer requests of these methods in this order.
    static func all(in bytes: [UInt8], methods: [String]) -> [Answer] {
        var rest = bytes[...]
        return methods.compactMap { method in
            guard !rest.isEmpty else { return nil }
            return Answer(reading: &rest, hasBody: method != "HEAD")
        }
    }

    private init?(reading rest: inout ArraySlice<UInt8>, hasBody: Bool) {
        var lines: [String] = []
        while let end = rest.firstIndex(of: 0x0A) {
            let line = String(decoding: rest[rest.startIndex..<end].filter { $0 != 0x0D }, as: UTF8.self)
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            lines.append(line)
        }
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
        self.status = status
        headers = lines.dropFirst().compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? (String(parts[0]), parts[1].drop { $0 == " " }.description) : nil
        }
        guard hasBody else { return }
        let length = self["Content-Length"].flatMap { Int($0) } ?? rest.count
        body = Array(rest.prefix(length))
        rest = rest.dropFirst(length)
    }
}
