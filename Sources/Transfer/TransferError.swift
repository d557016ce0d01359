// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why there is no answer: its kind, and one sentence.
public struct TransferError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What sort of fault it is.
    public enum Reason: Sendable, Hashable, CaseIterable {
        /// No connection, or it ended too early.
        case unreachable
        /// Nothing came in time, or too little.
        case timedOut
        /// The document is larger than is allowed.
        case tooLarge
        /// The document's compression cannot be undone.
        case undecodable
        /// The address is none, or none that may be asked.
        case badAddress
        /// The machine lacks something that has nothing to do with the address.
        case unavailable
    }

    /// The sort of fault.
    public let reason: Reason
    /// What went wrong.
    public let description: String

    /// A fault in words.
    public init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }

    /// Whether asking again would only end the same way: it lies in the document or the address, not on the way there.
    public var isFinal: Bool {
        switch reason {
        case .tooLarge, .undecodable, .badAddress: true
        case .unreachable, .timedOut, .unavailable: false
        }
    }
}
