// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Crypto
import Foundation

/// Keeps addresses unreadable at rest, and finds them again without reading them (promise P9).
struct AddressSeal: Sendable {
    private let sealing: SymmetricKey
    private let finding: SymmetricKey
    /// With its key worked in already: each recipient of each alert is named and linked.
    private let marking: HMAC<SHA256>

    init(key: KeyFile) {
        sealing = key.derived(for: "address")
        finding = key.derived(for: "lookup")
        marking = HMAC(key: key.derived(for: "recipient"))
    }

    /// AES-256-GCM with a random nonce; nonce, text and tag in one.
    func seal(_ address: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(address.utf8), using: sealing)
        guard let combined = box.combined else { throw RegistryError.unsealable }
        return [UInt8](combined)
    }

    /// Refuses what was sealed under another key or changed since.
    func open(_ sealed: [UInt8]) throws(RegistryError) -> String {
        do {
            let plain = try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: sealing)
            return String(decoding: plain, as: UTF8.self)
        } catch {
            throw .unsealable
        }
    }

    /// The keyed hash that an address is found by.
    func lookup(_ key: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(key.utf8), using: finding))
    }

    /// What a subscriber is called where the address must not stand.
    ///
    /// Name and code are different octets of one authenticator: who knows the one knows nothing of the other.
    struct Marks {
        /// A name for logs, Message-IDs and return paths that says nothing of the address: 24 hexadecimal digits.
        let pseudonym: String
        /// The secret part of a subscriber's links: number and code, 48 hexadecimal digits.
        let token: String
    }

    /// The marks of a subscriber, the same each time.
    func marks(of id: Subscriber.ID) -> Marks {
        authenticator(of: id).withUnsafeBytes { octets in
            Marks(
                pseudonym: octets[Self.name].hexadecimal,
                token: withUnsafeBytes(of: id.rawValue.bigEndian) { $0[...].hexadecimal }
                    + octets[Self.code].hexadecimal
            )
        }
    }

    /// Whose token it is; nil for one that is not ours. Takes the same time for any wrong code.
    func subscriber(token: String) -> Subscriber.ID? {
        guard token.utf8.count == 48, let raw = [UInt8](hexadecimal: token) else { return nil }
        let id = Subscriber.ID(rawValue: raw.prefix(8).reduce(0) { $0 << 8 | Int64($1) })
        let difference = authenticator(of: id).withUnsafeBytes { octets in
            zip(octets[Self.code], raw.dropFirst(8)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        }
        return difference == 0 ? id : nil
    }

    /// The octets of an authenticator that are a name, and those that are a token's code.
    private static let name = 0..<12
    private static let code = 12..<28

    private func authenticator(of id: Subscriber.ID) -> HashedAuthenticationCode<SHA256> {
        var authenticator = marking
        withUnsafeBytes(of: id.rawValue.bigEndian) { authenticator.update(data: $0) }
        return authenticator.finalize()
    }
}
