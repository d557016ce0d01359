// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// The life of an alert: a state, and the only ways from one to the next.
///
/// The state can be changed by `perform` alone, which refuses what is not in the table; a value in an illegal state
/// cannot be made.
public struct Lifecycle: Sendable, Hashable, Codable {
    /// Where an alert stands.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case draft
        case inReview = "in_review"
        case returned
        case rejected
        case approved
        case sending
        case active
        case ended
        case cancelled
        case superseded
        case failed

        /// Whether nothing follows.
        public var isFinal: Bool {
            switch self {
            case .rejected, .ended, .cancelled, .superseded, .failed: true
            case .draft, .inReview, .returned, .approved, .sending, .active: false
            }
        }
    }

    /// What may be done to an alert.
    public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
        /// Hand in for approval.
        case submit
        /// Send back to its author.
        case `return`
        /// Refuse for good.
        case reject
        /// Let it go out.
        case approve
        /// Take its approval back before its release is planned: it waits for officers again.
        case hold
        /// Its release has been planned.
        case startSending
        /// Every recipient has a final state.
        case finishSending
        /// It could not be sent at all.
        case fail
        /// What it announced is over, or it expired.
        case end
        /// Withdraw it.
        case cancel
        /// Another alert takes its place.
        case supersede
    }

    /// A refused action: what was asked, and what may be done instead.
    public struct IllegalTransition: Error, Sendable, Hashable, CustomStringConvertible {
        /// The state that refused.
        public let state: State
        /// The action refused.
        public let action: Action

        /// Names what was refused.
        public init(state: State, action: Action) {
            self.state = state
            self.action = action
        }

        /// Says what, where and what is possible.
        public var description: String {
            let possible = Action.allCases.filter { Lifecycle.target(of: $0, from: state) != nil }.map(\.rawValue)
            let hint = possible.isEmpty ? "nothing follows this state" : "possible: \(possible.joined(separator: ", "))"
            return "cannot \(action.rawValue) an alert that is \(state.rawValue); \(hint)"
        }
    }

    /// Where it stands.
    public private(set) var state: State

    /// A new draft.
    public init() {
        state = .draft
    }

    /// A lifecycle read back from storage.
    public init(restored state: State) {
        self.state = state
    }

    /// Moves on, or refuses and stays.
    public mutating func perform(_ action: Action) throws(IllegalTransition) {
        guard let next = Lifecycle.target(of: action, from: state) else {
            throw IllegalTransition(state: state, action: action)
        }
        state = next
    }

    /// The table: the state that an action leads to, nil where it is not allowed.
    static func target(of action: Action, from state: State) -> State? {
        switch (state, action) {
        case (.draft, .submit), (.returned, .submit): .inReview
        case (.inReview, .return): .returned
        case (.inReview, .reject): .rejected
        case (.inReview, .approve): .approved
        case (.approved, .hold): .inReview
        case (.approved, .startSending): .sending
        case (.sending, .finishSending): .active
        case (.approved, .fail), (.sending, .fail): .failed
        case (.active, .end), (.sending, .end), (.approved, .end): .ended
        case (.draft, .cancel), (.inReview, .cancel), (.returned, .cancel): .cancelled
        case (.approved, .cancel), (.sending, .cancel), (.active, .cancel): .cancelled
        // In review, too: what is overtaken before its release must not go out after its successor.
        case (.inReview, .supersede), (.approved, .supersede): .superseded
        case (.sending, .supersede), (.active, .supersede): .superseded
        default: nil
        }
    }
}
