// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// A lock that one process of a machine holds; the kernel drops it with the process, however that ends.
final class FileLock: Sendable {
    private let file: Int32

    /// Takes the lock, making its file and folder where they are missing.
    ///
    /// - Parameter busy: what to say while another process holds it.
    /// - Throws: `tryAgain` while another process holds it.
    init(_ lock: URL, busy: @autoclosure () -> String) throws {
        do {
            try FileManager.default.createDirectory(
                at: lock.deletingLastPathComponent(),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750]
            )
        } catch {
            throw Failure(.notPermitted, "\(lock.deletingLastPathComponent().path) cannot be made: \(error)")
        }
        file = open(lock.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard file >= 0 else {
            throw Failure(.notPermitted, "\(lock.path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw Failure(.tryAgain, busy())
        }
    }

    deinit {
        close(file)
    }

    /// What stands in the file; written now where nothing did.
    func text(orElse text: String) throws -> String {
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = pread(file, &bytes, bytes.count, 0)
        if count > 0 { return String(decoding: bytes.prefix(count), as: UTF8.self) }
        let written = Array(text.utf8)
        guard count == 0, pwrite(file, written, written.count, 0) == written.count, fsync(file) == 0 else {
            throw Failure(.notPermitted, "a lock file cannot be written: \(String(cString: strerror(errno)))")
        }
        return text
    }
}

extension FileLock {
    /// One serving process a database file: two would send everything twice.
    static func serving(_ database: URL) throws -> FileLock {
        try FileLock(
            URL(fileURLWithPath: database.path + ".lock"),
            busy: "another shirase serves \(database.path); stop it first"
        )
    }
}
