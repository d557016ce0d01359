// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// Which sort of document bytes are, by their first element; whoever reads them then judges the rest.
enum DocumentForm: Sendable, Hashable {
    /// A JMA telegram, or whatever else: its reader says what is wrong.
    case telegram
    /// A CAP message: its root element is `alert`.
    case alert
    /// Readings of the city's stations: JSON.
    case observations

    init(_ data: Data) {
        var rest = data[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while true {
            rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
            if rest.first == UInt8(ascii: "{") {
                self = .observations
                return
            }
            guard let end = Self.prologEnd(rest) else { break }
            rest = rest[end...]
        }
        let tag = rest.dropFirst().prefix(64).prefix { byte in
            byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/") && byte > 0x20
        }
        let name = String(decoding: tag, as: UTF8.self).split(separator: ":").last ?? ""
        self = rest.first == UInt8(ascii: "<") && name == "alert" ? .alert : .telegram
    }

    /// The place behind a processing instruction or a comment; nil where none stands here.
    private static func prologEnd(_ rest: Data) -> Data.Index? {
        for (opening, closing) in [("<?", "?>"), ("<!--", "-->")] where rest.starts(with: Array(opening.utf8)) {
            return rest.range(of: Data(closing.utf8), in: rest.startIndex..<rest.endIndex)?.upperBound
        }
        return nil
    }
}
