// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CXMLShims
import Foundation

/// The names and namespaces of one document, each made a `String` once.
///
/// While libxml2 reads a document it keeps one copy of each, so that a pointer stands for a name.
struct NameTable {
    private var known: [sxml_name: String] = [:]
    /// What was asked for last at each of a few places: a hash of the pointer would cost more than all else here.
    private var recent = [(name: sxml_name?, text: String)](repeating: (nil, ""), count: 128)

    /// The text of a name.
    mutating func text(at name: sxml_name) -> String {
        let address = Int(bitPattern: name)
        let place = (address ^ (address >> 7)) & 127
        if recent[place].name == name { return recent[place].text }
        let text = known[name] ?? String(resolving: name.bytes)
        known[name] = text
        recent[place] = (name, text)
        return text
    }
}

extension sxml_name {
    /// Up to its end, a zero byte.
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: self, count: strlen(UnsafeRawPointer(self).assumingMemoryBound(to: CChar.self)))
    }
}

extension String {
    /// The value of an attribute or of the declaration of a namespace, in which libxml2 leaves ampersands as references.
    init(resolving bytes: UnsafeBufferPointer<UInt8>) {
        self.init(decoding: bytes, as: UTF8.self)
        if bytes.contains(UInt8(ascii: "&")) { self = replacingOccurrences(of: "&#38;", with: "&") }
    }
}
