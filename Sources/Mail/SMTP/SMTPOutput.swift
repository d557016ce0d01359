// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What is to be written, in the order in which it was put out.
///
/// Octets that the transport has seen stay where they are until it takes them, whatever is put out meanwhile: after a
/// write that would block, TLS must be handed the very same ones again (OpenSSL's SSL_write(3)). So what is put out
/// waits in a second buffer until the first one is written.
struct SMTPOutput: Sendable {
    /// All octets that were ever put out.
    private(set) var putOut = 0
    /// Those of them that the transport has taken.
    private(set) var written = 0

    private var front: [UInt8] = []
    private var taken = 0
    private var back: [UInt8] = []

    /// The octets that wait.
    var unwritten: Int { putOut - written }

    /// Puts octets out.
    mutating func append(_ bytes: some Collection<UInt8>) {
        let count = back.count
        back.append(contentsOf: bytes)
        putOut += back.count - count
    }

    /// Puts octets out, and leaves a buffer of no use in their place: where nothing waits in front of them, none is copied.
    mutating func take(_ bytes: inout [UInt8]) {
        putOut += bytes.count
        if back.isEmpty {
            swap(&back, &bytes)
        } else {
            back.append(contentsOf: bytes)
        }
    }

    /// Hands what is next to be written to `body`; none only where nothing waits.
    mutating func withUnwritten<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        if taken == front.count {
            front.removeAll(keepingCapacity: true)
            swap(&front, &back)
            taken = 0
        }
        return front.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[taken...])) }
    }

    /// Notes that the transport has taken the first `count` octets of what it was handed.
    mutating func wrote(_ count: Int) {
        precondition(taken + count <= front.count, "more was written than there was")
        taken += count
        written += count
    }
}
