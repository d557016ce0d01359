// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension POFile {
    /// Reads a file's bytes; all faults that can be told from each other are told at once.
    ///
    /// A fault costs its entry: reading goes on behind the next empty line.
    public init(parsing bytes: [UInt8]) throws(POError) {
        var parser = POParser()
        if bytes.count > Limit.fileBytes {
            parser.report(1, "the file has \(bytes.count) bytes, more than \(Limit.fileBytes); split it")
        } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            parser.report(1, "the file begins with a byte order mark; save it as UTF-8 without one")
        } else {
            for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                guard parser.read(line) else { break }
            }
            parser.finish()
        }
        guard parser.faults.isEmpty, let header = parser.header else {
            throw POError(faults: parser.faults)
        }
        self.init(header: header, entries: parser.entries, obsolete: parser.obsolete)
    }

    /// Reads a file's text.
    public init(parsing text: String) throws(POError) {
        try self.init(parsing: Array(text.utf8))
    }
}
