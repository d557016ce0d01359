// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// What an argument of a phrase is given.
public enum PhraseValue: Sendable, Hashable {
    /// Text, put in as it is: braces and apostrophes in it mean nothing.
    case text(String)
    /// A whole number, also for `plural`.
    case integer(Int)
    /// A number with a fraction; it must be finite.
    case number(Double)
    /// An instant, shown in Japan's time.
    case time(Date)
}
