// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

/// A failure that ICU reported.
public struct ICUError: Error, Hashable, Sendable, CustomStringConvertible {
    /// ICU's own name of the failure, such as `U_UNMATCHED_BRACES`.
    public let name: String

    /// How many UTF-16 units of the pattern stand before the fault, where ICU told it.
    public let offset: Int?

    init(status: Int32, offset: Int32 = -1) {
        self.name = String(cString: sicu_status_name(status))
        self.offset = offset < 0 ? nil : Int(offset)
    }

    /// The name, and the position if there is one.
    public var description: String {
        guard let offset else { return name }
        return "\(name) at character \(offset + 1)"
    }

    /// The name, the position, and the pattern around it.
    func description(in pattern: String) -> String {
        guard let offset else { return description }
        let units = Array(pattern.utf16)
        let range = max(0, offset - 12)..<max(max(0, offset - 12), min(units.count, offset + 12))
        return "\(description), near \"\(String(decoding: units[range], as: UTF16.self))\""
    }
}
