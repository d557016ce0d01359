// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension [UInt8] {
    /// The same octets in storage of their own.
    func detached() -> [UInt8] {
        withUnsafeBufferPointer { [UInt8]($0) }
    }
}
