// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Crypto
import Foundation

/// A secret that a sender shares and signs bodies with: W3C WebSub, section 7.1, authenticated content distribution.
///
/// `X-Hub-Signature: sha256=` and the HMAC of the body as it was sent, in hexadecimal; sha384 and sha512 as well, but not
/// sha1. A body that is sent again bears the same signature: what it holds counts once all the same.
struct SharedSecret: Sendable {
    private let key: SymmetricKey?

    /// Nobody can sign with an empty one.
    init(_ secret: String) {
        key = secret.isEmpty ? nil : SymmetricKey(data: Data(secret.utf8))
    }

    /// Whether there is one, and a header has the form of a signature: what is not is refused before its body is read.
    func mayHaveSigned(_ header: String?) -> Bool {
        key != nil && header.flatMap(Signature.init) != nil
    }

    /// Whether a header signs a body; the time this takes says nothing of where it differs.
    func signs(_ body: [UInt8], header: String?) -> Bool {
        guard let key, let signature = header.flatMap(Signature.init) else { return false }
        switch signature.method {
        case .sha256: return HMAC<SHA256>.isValidAuthenticationCode(signature.code, authenticating: body, using: key)
        case .sha384: return HMAC<SHA384>.isValidAuthenticationCode(signature.code, authenticating: body, using: key)
        case .sha512: return HMAC<SHA512>.isValidAuthenticationCode(signature.code, authenticating: body, using: key)
        }
    }
}

/// A header's value: a method and a code.
private struct Signature {
    enum Method: String {
        case sha256, sha384, sha512
    }

    let method: Method
    let code: [UInt8]

    init?(_ header: String) {
        let parts = header.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let method = Method(rawValue: parts[0].lowercased()) else { return nil }
        let digits = parts[1].utf8.compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        guard digits.count == parts[1].utf8.count, [64, 96, 128].contains(digits.count) else { return nil }
        self.method = method
        code = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
