// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The three numbers of RFC 3463 that say more than a reply code: `5.1.1`.
public struct EnhancedStatusCode: Hashable, Sendable, CustomStringConvertible {
    /// 2 success, 4 persistent transient failure, 5 permanent failure.
    public let statusClass: Int
    /// What it is about: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.
    public let subject: Int
    /// The case within the subject.
    public let detail: Int

    /// Takes the three numbers as they are.
    public init(_ statusClass: Int, _ subject: Int, _ detail: Int) {
        self.statusClass = statusClass
        self.subject = subject
        self.detail = detail
    }

    /// Reads the code that begins the text of a reply (RFC 2034 section 3); nil where there is none.
    init?(beginning text: ArraySlice<UInt8>) {
        let end = text.firstIndex(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }) ?? text.endIndex
        let numbers = text[..<end].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard numbers.count == 3, let first = numbers[0].first, numbers[0].count == 1 else { return nil }
        guard [2, 4, 5].contains(first &- UInt8(ascii: "0")) else { return nil }
        guard let subject = Self.number(numbers[1]), let detail = Self.number(numbers[2]) else { return nil }
        self.init(Int(first - UInt8(ascii: "0")), subject, detail)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...3).contains(digits.count) else { return nil }
        return digits.reduce(0) { value, digit in
            guard let value, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            return value * 10 + Int(digit - UInt8(ascii: "0"))
        }
    }

    /// With dots, as a server writes it.
    public var description: String { "\(statusClass).\(subject).\(detail)" }
}
