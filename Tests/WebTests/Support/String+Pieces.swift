// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension StringProtocol where SubSequence == Substring {
    /// What stands before, between and behind the occurrences of `separator`.
    func pieces(between separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }

    /// Where each piece begins, in octets; -1 for one that is not there.
    func positions(_ pieces: [String]) -> [Int] {
        pieces.map { piece in firstRange(of: piece).map { self[..<$0.lowerBound].utf8.count } ?? -1 }
    }
}
