// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What this build is.
enum Version {
    static let number = "0.1.0"
    static let text = "shirase \(number)"
}
