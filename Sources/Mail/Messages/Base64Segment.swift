// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A fixed stretch of a base64 body, encoded beforehand for each of the three ways it can follow what varies.
///
/// Base64 takes octets by threes. What stands before the stretch, a link of any length, borrows 0 to 2 octets from it
/// to fill its last group, so the rest begins at one of three places. Only the link's own groups are encoded for each
/// recipient. Lines may be shorter than 76 characters (RFC 2045 section 6.8), so each stretch begins a line.
struct Base64Segment: Sendable {
    private struct Continuation: Sendable {
        let lines: [UInt8]
        let rest: [UInt8]
    }

    private let octets: [UInt8]
    private let continuations: [Continuation]

    init(_ octets: [UInt8]) {
        self.octets = octets
        continuations = (0...2).compactMap { borrowed in
            guard octets.count >= borrowed else { return nil }
            let whole = (octets.count - borrowed) / 3 * 3
            var lines: [UInt8] = []
            lines.reserveCapacity(whole / 3 * 4 + (whole / Base64.octetsPerLine + 1) * 2)
            octets[borrowed..<(borrowed + whole)].withUnsafeBufferPointer { Base64.appendLines($0, to: &lines) }
            return Continuation(lines: lines, rest: Array(octets[(borrowed + whole)...]))
        }
    }

    private init(octets: [UInt8], continuations: [Continuation]) {
        self.octets = octets
        self.continuations = continuations
    }

    /// A copy that shares no storage with this one.
    func detached() -> Base64Segment {
        Base64Segment(
            octets: octets.detached(),
            continuations: continuations.map { Continuation(lines: $0.lines.detached(), rest: $0.rest.detached()) }
        )
    }

    /// Appends what is carried over and this stretch, all but the last octets that fill no group; those are carried on.
    func append(to buffer: inout [UInt8], after carried: inout [UInt8]) {
        let borrowed = (3 - carried.count % 3) % 3
        guard borrowed < continuations.count else {
            carried.append(contentsOf: octets)
            return
        }
        carried.append(contentsOf: octets[..<borrowed])
        carried.withUnsafeBufferPointer { Base64.appendLines($0, to: &buffer) }
        carried.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: continuations[borrowed].lines)
        carried.append(contentsOf: continuations[borrowed].rest)
    }
}
