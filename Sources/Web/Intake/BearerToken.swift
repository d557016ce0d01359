// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A secret that a caller must show: RFC 6750 section 2.1.
struct BearerToken: Sendable {
    private let octets: [UInt8]

    /// Nobody can show an empty one.
    init(_ token: String) {
        octets = Array(token.utf8)
    }

    /// Whether an Authorization header shows it; the time this takes says nothing of where it differs.
    func isShown(by authorization: String?) -> Bool {
        guard let authorization, !octets.isEmpty else { return false }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        let shown = Array(parts[1].utf8)
        var difference = UInt(bitPattern: shown.count ^ octets.count)
        for (index, octet) in shown.enumerated() { difference |= UInt(octet ^ octets[index % octets.count]) }
        return difference == 0
    }
}
