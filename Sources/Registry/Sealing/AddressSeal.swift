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

    /// The marks of a subscriber, the same each time.
    func marks(of id: Subscriber.ID) -> SubscriberMarks {
        var authenticator = marking
        withUnsafeBytes(of: id.rawValue.bigEndian) { authenticator.update(data: $0) }
        return authenticator.finalize().withUnsafeBytes { SubscriberMarks(of: id, $0) }
    }

    /// Whose token it is; nil for one that is not ours. Takes the same time for any wrong code.
    func subscriber(token: String) -> Subscriber.ID? {
        guard token.utf8.count == 48, let raw = [UInt8](hexadecimal: token) else { return nil }
        let id = Subscriber.ID(rawValue: raw.prefix(8).reduce(0) { $0 << 8 | Int64($1) })
        return marks(of: id).hasCode(raw.dropFirst(8)) ? id : nil
    }
}
