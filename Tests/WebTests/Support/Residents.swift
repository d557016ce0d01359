// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Synchronization
import Web

/// A registry of tokens, as far as the unsubscribe pages see one; counts what it is asked.
final class Residents: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String { "the database is locked" }
    }

    private struct State {
        var active: [String: Bool]
        var questions = 0
        var departures = 0
    }

    private let languages: [String: Language]
    private let isBroken: Bool
    private let state: Mutex<State>

    init(_ languages: [String: Language], isBroken: Bool = false) {
        self.languages = languages
        self.isBroken = isBroken
        state = Mutex(State(active: languages.mapValues { _ in true }))
    }

    func isActive(_ token: String) -> Bool { state.withLock { $0.active[token] ?? false } }
    /// How often anything was asked.
    var questions: Int { state.withLock { $0.questions } }
    /// How often somebody left.
    var departures: Int { state.withLock { $0.departures } }

    var endpoint: UnsubscribeEndpoint {
        UnsubscribeEndpoint(
            language: { [self] token in
                state.withLock { $0.questions += 1 }
                if isBroken { throw Failure() }
                return languages[token]
            },
            leave: { [self] token in
                if isBroken { throw Failure() }
                return state.withLock { state in
                    state.questions += 1
                    guard let isActive = state.active[token] else { return .unknownLink }
                    state.active[token] = false
                    state.departures += isActive ? 1 : 0
                    return isActive ? .left : .hadLeft
                }
            },
            phrase: { key, language in
                let name = key.replacing("ui.unsubscribe.", with: "")
                return language == .easyJapanese ? "{name|\(name)} <ja-simple>" : "\(name) & <\(language)>"
            }
        )
    }
}
