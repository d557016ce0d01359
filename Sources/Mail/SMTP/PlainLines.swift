// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A quick look at message content, sixteen octets at a time: nearly all content is lines with no dot in front, and each
/// message is looked at just before the wire.
enum PlainLines {
    private typealias Block = SIMD16<UInt8>
    private typealias Mask = SIMDMask<SIMD16<Int8>>

    private static let stretch = 64
    /// How many stretches may follow one another in which no line ends: with what stands before and behind them, a line has
    /// 960 octets at most.
    private static let mostWithoutEnd = 13

    /// Whether the content is lines that end in CRLF, of at most 960 octets, none of which begins with a dot; false, too,
    /// where only a closer look could tell.
    static func areAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let last = bytes.count - 1
        guard last > stretch, bytes[0] != UInt8(ascii: "\n"), bytes[0] != UInt8(ascii: "."),
            bytes[last] == UInt8(ascii: "\n"), bytes[last - 1] == UInt8(ascii: "\r")
        else { return false }
        var withoutEnd = 0
        var index = 1
        while index < last {
            // The last stretch begins with some of what was seen.
            guard let hasEnd = look(bytes, from: min(index, last - stretch)) else { return false }
            withoutEnd = hasEnd ? 0 : withoutEnd + 1
            guard withoutEnd <= mostWithoutEnd else { return false }
            index += stretch
        }
        return true
    }

    /// Whether a line ends in a stretch; nil where an end is not CRLF, a CR is none, or a dot stands behind an end.
    ///
    /// It looks at one octet before the stretch and at one behind it, too.
    private static func look(_ bytes: UnsafeRawBufferPointer, from: Int) -> Bool? {
        let (feed, carriage) = (Block(repeating: UInt8(ascii: "\n")), Block(repeating: UInt8(ascii: "\r")))
        let dot = Block(repeating: UInt8(ascii: "."))
        var ends = Mask(repeating: false)
        var faults = Mask(repeating: false)
        for index in stride(from: from, to: from + stretch, by: Block.scalarCount) {
            let before = bytes.loadUnaligned(fromByteOffset: index - 1, as: Block.self)
            let here = bytes.loadUnaligned(fromByteOffset: index, as: Block.self)
            let behind = bytes.loadUnaligned(fromByteOffset: index + 1, as: Block.self)
            let isEnd = here .== feed
            ends = ends .| isEnd
            faults = faults .| (isEnd .^ (before .== carriage)) .| (isEnd .& (behind .== dot))
        }
        return isAny(faults) ? nil : isAny(ends)
    }

    private static func isAny(_ mask: Mask) -> Bool {
        let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return halves.x | halves.y != 0
    }
}
