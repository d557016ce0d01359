// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Crypto
public import Foundation

/// The city's secret: 32 random bytes in a file outside the database, from which every other key is derived.
public struct KeyFile: Sendable {
    /// Why a key cannot be used.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        case missing(path: String)
        case unreadable(path: String, reason: String)
        case openToOthers(path: String, mode: String)
        case malformed(path: String)
        case exists(path: String)

        /// What is wrong, where, and what to do.
        public var description: String {
            switch self {
            case .missing(let path):
                "no key at \(path): make one with `shirase subscribers key --create`, or put the city's own there"
            case .unreadable(let path, let reason):
                "the key at \(path) cannot be read: \(reason)"
            case .openToOthers(let path, let mode):
                "the key at \(path) may be read by others (mode \(mode)): chmod 600 it"
            case .malformed(let path):
                "the key at \(path) is not 64 hexadecimal digits in one line"
            case .exists(let path):
                "there is a key at \(path) already; another one would make every stored address unreadable"
            }
        }
    }

    let secret: SymmetricKey

    /// Reads the key.
    ///
    /// - Parameter url: a file of 64 hexadecimal digits, with mode 0600 or stricter.
    public init(contentsOf url: URL) throws(Fault) {
        // The mode that counts is that of the file, not of a link to it.
        let path = url.resolvingSymlinksInPath().path
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        let text: String
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
            guard mode & 0o077 == 0 else { throw Fault.openToOthers(path: path, mode: String(mode, radix: 8)) }
            text = try String(contentsOf: url, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch let fault as Fault {
            throw fault
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        guard let bytes = [UInt8](hexadecimal: text), bytes.count == 32 else { throw .malformed(path: path) }
        secret = SymmetricKey(data: bytes)
    }

    /// Makes a new key, durable when this returns; refuses to replace one.
    public static func create(at url: URL) throws(Fault) -> KeyFile {
        var generator = SystemRandomNumberGenerator()
        let text = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }.hexadecimal + "\n"
        let file = open(url.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else {
            if errno == EEXIST { throw .exists(path: url.path) }
            throw .unreadable(path: url.path, reason: String(cString: strerror(errno)))
        }
        defer { close(file) }
        let written = Array(text.utf8).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard written == text.utf8.count, fsync(file) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(url.path)
            throw .unreadable(path: url.path, reason: reason)
        }
        // A file whose folder is not written out may be gone after a power cut, and all addresses with it.
        let folder = open(url.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
        return try KeyFile(contentsOf: url)
    }

    /// A key for one purpose, independent of the keys for others (HKDF, RFC 5869).
    func derived(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret,
            salt: Array("shirase".utf8),
            info: Array(purpose.utf8),
            outputByteCount: 32
        )
    }
}
