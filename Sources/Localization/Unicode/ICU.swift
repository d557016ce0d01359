// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CICUShims

/// The ICU library that formats and breaks all text for residents.
///
/// Foundation carries another ICU whose data differ (dates, for one), so nothing that a resident reads may be
/// formatted by Foundation.
public enum ICU {
    /// The version of the library that runs, such as `72.1`.
    public static var version: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 20) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            sicu_version(start, buffer.count)
            return String(cString: start)
        }
    }

    /// Runs a call that hands its text to a sink.
    static func text(
        _ call: (sicu_text_sink, UnsafeMutableRawPointer) -> Int32
    ) throws(ICUError) -> String {
        var result = ""
        let status = withUnsafeMutablePointer(to: &result) { slot in
            call(
                { context, utf8, length in
                    context?.assumingMemoryBound(to: String.self).pointee =
                        String(decoding: UnsafeBufferPointer(start: utf8, count: length), as: UTF8.self)
                },
                slot
            )
        }
        guard status <= 0 else { throw ICUError(status: status) }
        return result
    }
}

extension String {
    /// Lends the text to the shim; the pointer is valid inside `body` only.
    func withShimText<Value>(_ body: (sicu_text) -> Value) -> Value {
        var text = self
        return text.withUTF8 { body(sicu_text(utf8: $0.baseAddress, length: Int32($0.count))) }
    }
}
