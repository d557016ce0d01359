// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How much of a foreign document is read before it is refused.
///
/// The largest telegram among JMA's samples of 2025 has 547 kB; the deepest has 13 levels, the fullest 17,000 elements.
/// The digest of all warnings of Japan (VPWS50) has about 4.6 MB and 150,000 elements.
public struct XMLLimits: Sendable, Hashable {
    /// Bytes of the whole document.
    public var bytes: Int
    /// Levels of nesting.
    public var depth: Int
    /// Elements in all.
    public var elements: Int
    /// Bytes of text of one element, its children's not counted; also of one attribute, and of one namespace.
    public var textBytes: Int
    /// Attributes of one element.
    public var attributes: Int

    /// Sets every limit; each must be at least 1.
    public init(bytes: Int, depth: Int, elements: Int, textBytes: Int, attributes: Int) {
        precondition(min(bytes, depth, elements, textBytes, attributes) >= 1, "a limit below 1 refuses everything")
        self.bytes = bytes
        self.depth = depth
        self.elements = elements
        self.textBytes = textBytes
        self.attributes = attributes
    }

    /// 1 MiB, 64 levels, 60,000 elements, 256 KiB of text and 32 attributes an element.
    public static let standard = XMLLimits(
        bytes: 1 << 20,
        depth: 64,
        elements: 60_000,
        textBytes: 256 << 10,
        attributes: 32
    )

    /// Those of JMA's telegrams: 8 MiB and 300,000 elements, nearly twice the digest of all warnings of Japan; else those
    /// of `standard`.
    public static let telegram = XMLLimits(
        bytes: 8 << 20,
        depth: standard.depth,
        elements: 300_000,
        textBytes: standard.textBytes,
        attributes: standard.attributes
    )
}
