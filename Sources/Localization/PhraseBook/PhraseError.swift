// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// Why a phrase was not formatted.
public enum PhraseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The language has no translation.
    case missing
    /// The translation is marked fuzzy or stale.
    case fuzzy
    /// The phrase wants an argument that was not given.
    case missingArgument(String)
    /// An argument was given that the phrase uses in no language.
    case unknownArgument(String)
    /// ICU refused, or an argument is no finite number.
    case icu(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .missing: "the phrase has no translation; fall back, and have it translated"
        case .fuzzy: "the translation is fuzzy or stale; fall back, and have it looked at"
        case .missingArgument(let name): "the phrase wants the argument {\(name)}; give it"
        case .unknownArgument(let name): "the phrase uses no argument {\(name)} in any language; remove it"
        case .icu(let message): message
        }
    }
}
