// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Crypto
import Foundation

/// Keeps addresses unreadable at rest, and finds them again without reading them (promise P9).
struct AddressSeal: Sendable {
    private let sealing: SymmetricKey
    private let finding: SymmetricKey
    // With their keys worked in already: each recipient of each alert is named and linked.
    private let naming: HMAC<SHA256>
    private let linking: HMAC<SHA256>

    init(key: KeyFile) {
        sealing = key.derived(for: "address")
        finding = key.derived(for: "lookup")
        naming = HMAC(key: key.derived(for: "pseudonym"))
        linking = HMAC(key: key.derived(for: "link"))
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

    /// A name for logs, Message-IDs and return paths that says nothing of the address: 24 hexadecimal digits.
    func pseudonym(_ id: Subscriber.ID) -> String {
        authenticator(of: id, naming).withUnsafeBytes { $0.prefix(12).hexadecimal }
    }

    /// The secret part of a subscriber's links: number and code, 48 hexadecimal digits.
    func token(_ id: Subscriber.ID) -> String {
        withUnsafeBytes(of: id.rawValue.bigEndian) { $0[...].hexadecimal }
            + authenticator(of: id, linking).withUnsafeBytes { $0.prefix(Self.codeLength).hexadecimal }
    }

    /// Whose token it is; nil for one that is not ours. Takes the same time for any wrong code.
    func subscriber(token: String) -> Subscriber.ID? {
        guard token.utf8.count == 48, let raw = [UInt8](hexadecimal: token) else { return nil }
        let id = Subscriber.ID(rawValue: raw.prefix(8).reduce(0) { $0 << 8 | Int64($1) })
        let code = authenticator(of: id, linking).prefix(Self.codeLength)
        let difference = zip(code, raw.dropFirst(8)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 ? id : nil
    }

    /// The octets of a token's code.
    private static let codeLength = 16

    private func authenticator(of id: Subscriber.ID, _ prepared: HMAC<SHA256>) -> HashedAuthenticationCode<SHA256> {
        var authenticator = prepared
        withUnsafeBytes(of: id.rawValue.bigEndian) { authenticator.update(data: $0) }
        return authenticator.finalize()
    }
}
