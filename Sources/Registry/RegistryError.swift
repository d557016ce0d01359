// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What the registry refuses.
public enum RegistryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stored address does not open under this key.
    case unsealable

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unsealable:
            "a stored address cannot be opened with this key: is it the key that the registry was made with?"
        }
    }
}
