// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CQrencode
import Localization

/// A QR code (ISO/IEC 18004) by libqrencode, with error correction M: 15 % of it may be dirty or torn.
struct QRCode {
    /// Why there is no code.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// How many modules it is wide and high, without the quiet zone.
    let width: Int
    /// Rows of modules; true is dark.
    let rows: [[Bool]]

    init(_ text: String) throws(Fault) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else {
            throw Fault(description: "no QR code of \(text.utf8.count) bytes; give a shorter URL")
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        self.width = width
        // The lowest bit is the module's colour; the others say what it is for.
        rows = (0..<width).map { row in (0..<width).map { modules[row * width + $0] & 1 == 1 } }
    }

    /// The code with the quiet zone of four modules that readers need, dark on white in any surroundings.
    func svg(label: String) -> String {
        let size = width + 8
        var path = ""
        for (y, row) in rows.enumerated() {
            var x = 0
            while x < width {
                let run = row[x...].prefix { $0 }.count
                if run > 0 { path += "M\(x + 4) \(y + 4)h\(run)v1h-\(run)z" }
                x += max(run, 1)
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size) \(size)" shape-rendering="crispEdges" \
            role="img" aria-label="\(label.htmlEscaped)"><rect width="\(size)" height="\(size)" fill="#fff"/>\
            <path d="\(path)" fill="#000"/></svg>
            """
    }
}
