// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation

/// One serving process a database: two would send everything twice.
///
/// The kernel drops the lock with the process, however it ends.
struct InstanceLock: ~Copyable {
    private let file: Int32

    /// - Throws: `tryAgain` while another process holds it.
    init(beside database: URL) throws {
        let path = database.path + ".lock"
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard file >= 0 else {
            throw Failure(.notPermitted, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw Failure(.tryAgain, "another shirase serves \(database.path); stop it first")
        }
    }

    deinit {
        close(file)
    }
}
