// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Mustache

/// Text as HTML content and attribute values, character by character as a browser reads it.
///
/// The template library's own escaping compares grapheme clusters and so leaves a `<` or a quotation mark alone that
/// a combining or prepended character clings to: U+0600 before `<script>` is enough. Every template here uses this
/// instead.
struct HTMLText: MustacheContentType {
    /// The name by which templates choose it.
    static let name = "HTML-SCALARS"

    func escapeText(_ text: String) -> String {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.utf8.count)
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "&"): octets += Array("&amp;".utf8)
            case UInt8(ascii: "<"): octets += Array("&lt;".utf8)
            case UInt8(ascii: ">"): octets += Array("&gt;".utf8)
            case UInt8(ascii: "\""): octets += Array("&quot;".utf8)
            case UInt8(ascii: "'"): octets += Array("&#39;".utf8)
            default: octets.append(octet)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
