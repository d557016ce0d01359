// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Small damages to a PO file.
enum POMutation {
    private static let tokens = [
        "\"", "\\", "\n", "\r", "#", "#~ ", "#, fuzzy\n", "#| ", "msgid \"x\"\n", "msgstr \"\"\n", "msgctxt \"k\"\n",
        "\\n", "\\t", "\u{FEFF}", "\u{301}", "\t", " ", "{", "}", "避", "\u{0}", "[0]", "_plural", "\n\n",
    ]

    static func mutant(of bytes: [UInt8], using random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: Array((tokens.randomElement(using: &random) ?? "").utf8), at: place)
            case 3: bytes.removeSubrange(line(around: place, in: bytes))
            default: bytes.insert(contentsOf: bytes[line(around: place, in: bytes)], at: 0)
            }
            if bytes.isEmpty { return bytes }
        }
        return bytes
    }

    private static func line(around place: Int, in bytes: [UInt8]) -> Range<Int> {
        let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        return start..<max(start, end)
    }
}
