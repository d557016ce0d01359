// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import Crypto

public import struct Foundation.Date

/// An approved alert on its way to an audience, in one world.
///
/// The world is part of the type: a drill's release cannot be given to a live fan-out (P6).
public struct Release<W: World>: Sendable {
    /// The alert.
    public let alert: Alert.ID
    /// How urgent.
    public let priority: Priority
    /// Nothing of it is sent from then on.
    public let expires: Date
    /// The alerts whose releases it replaces: what of them has not gone out stays (P3).
    public let replaces: [Alert.ID]
    /// Whether residents' quiet hours hold it back.
    public let heedsQuietHours: Bool
    /// Whether it says that something was wrong: who got that hears of it in quiet hours too.
    public let corrects: Bool
    /// Audience and channels in a fixed form: part of what is approved.
    public let scope: String
    /// What is said, one for each language of the audience.
    public let renderings: [Rendering]

    /// What an approval must name: the hash of text, audience and channels (P8).
    public var contentHash: String { ContentHash.of(renderings, scope: scope) }

    /// Why a release cannot be made.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// The alert belongs to another world.
        case wrongWorld(alert: Alert.ID, status: AlertStatus, world: String)

        /// What is wrong.
        public var description: String {
            switch self {
            case .wrongWorld(let alert, let status, let world):
                "alert \(alert) has status \(status.rawValue) and cannot be released to the \(world) world"
            }
        }
    }

    /// A release of an alert of this world.
    public init(of alert: Alert, scope: String, renderings: [Rendering]) throws(Fault) {
        guard alert.status == W.status else {
            throw .wrongWorld(alert: alert.id, status: alert.status, world: W.name)
        }
        self.alert = alert.id
        priority = alert.priority
        expires = alert.expires
        replaces = alert.references
        // A cancel goes to those alone who heard what it takes back.
        heedsQuietHours = alert.priority.heedsQuietHours && alert.messageType != .cancel
        corrects = alert.change == .corrected || alert.change == .withdrawn
        self.scope = scope
        self.renderings = renderings.sorted { $0.language < $1.language }
    }
}

/// What readers of one language get: bytes that the wire alone understands.
public struct Rendering: Sendable, Hashable {
    /// The subscribers' language.
    public var language: String
    /// The content.
    public var content: [UInt8]

    /// A rendering.
    public init(language: String, content: [UInt8]) {
        self.language = language
        self.content = content
    }
}

/// What an approval covers and what goes out must be the same (P8).
public enum ContentHash {
    /// SHA-256 over the scope and all renderings, in hexadecimal.
    public static func of(_ renderings: [Rendering], scope: String) -> String {
        var hash = SHA256()
        func add(_ bytes: [UInt8]) {
            // Lengths before contents: no two lists of parts make the same stream.
            withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: bytes)
        }
        add(Array(scope.utf8))
        for rendering in renderings.sorted(by: { $0.language < $1.language }) {
            add(Array(rendering.language.utf8))
            add(rendering.content)
        }
        return hash.finalize().map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
