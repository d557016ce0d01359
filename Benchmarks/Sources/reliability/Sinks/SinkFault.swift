// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How a sink misbehaves.
enum SinkFault: Sendable, Hashable {
    case none
    /// Takes connections and says nothing, ever.
    case stall
    /// After so many mails on a connection: 421, and it closes.
    case busy(after: Int)
    /// After so many mails on a connection: it is reset.
    case reset(after: Int)
    /// Each recipient is deferred (451) after so many milliseconds.
    case `defer`(milliseconds: Int)
    /// Answers to each mail after so many milliseconds.
    case delay(milliseconds: Int)

    var name: String {
        switch self {
        case .none: "sound"
        case .stall: "takes connections and never answers"
        case .busy(let count): "421 after \(count) mails"
        case .reset(let count): "resets after \(count) mails"
        case .defer(let milliseconds): "451 after \(milliseconds) ms"
        case .delay(let milliseconds): "answers after \(milliseconds) ms"
        }
    }
}
