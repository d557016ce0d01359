// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A mail as Python's `email` package reads it, default policy.
struct PythonMail: Decodable {
    let headers: [[String]]
    let fromName: String
    let fromAddress: String
    let to: [String]
    let structure: [String]
    let encodings: [String]
    let text: String?
    let html: String?
    let defects: [String]

    func values(_ name: String) -> [String] {
        headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
    }

    /// Reads the mails, all in one run.
    static func read(_ mails: [[UInt8]]) throws -> [PythonMail] {
        let input = mails.map { Data($0).base64EncodedString() + "\n" }.joined()
        let script = ExternalProgram.script("read_mails.py")
        let output = try ExternalProgram.run("/usr/bin/python3", [script], input: input, package: "python3")
        return try output.split(separator: "\n").map { line in
            try JSONDecoder().decode(PythonMail.self, from: Data(line.utf8))
        }
    }
}
