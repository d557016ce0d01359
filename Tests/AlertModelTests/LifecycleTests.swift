// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Testing

@Suite struct LifecycleTests {
    /// The table of DESIGN's lifecycle, written down a second time and by hand: state, action, next state.
    static let table: [Lifecycle.State: [Lifecycle.Action: Lifecycle.State]] = [
        .draft: [.submit: .inReview, .cancel: .cancelled],
        .inReview: [
            .return: .returned, .reject: .rejected, .approve: .approved, .cancel: .cancelled, .supersede: .superseded,
        ],
        .returned: [.submit: .inReview, .cancel: .cancelled],
        .rejected: [:],
        .approved: [
            .hold: .inReview, .startSending: .sending, .fail: .failed, .end: .ended, .cancel: .cancelled,
            .supersede: .superseded,
        ],
        .sending: [
            .finishSending: .active, .fail: .failed, .end: .ended, .cancel: .cancelled, .supersede: .superseded,
        ],
        .active: [.end: .ended, .cancel: .cancelled, .supersede: .superseded],
        .ended: [:],
        .cancelled: [:],
        .superseded: [:],
        .failed: [:],
    ]

    @Test(arguments: Lifecycle.State.allCases, Lifecycle.Action.allCases)
    func everyStateTakesExactlyTheActionsOfTheTable(_ state: Lifecycle.State, _ action: Lifecycle.Action) throws {
        var lifecycle = Lifecycle(restored: state)
        if let next = try #require(Self.table[state])[action] {
            try lifecycle.perform(action)
            #expect(lifecycle.state == next)
        } else {
            #expect(throws: Lifecycle.IllegalTransition(state: state, action: action)) {
                try lifecycle.perform(action)
            }
            #expect(lifecycle.state == state, "a refused action changes nothing")
        }
    }

    @Test(arguments: Lifecycle.State.allCases)
    func finalStatesAreThoseThatNothingFollows(_ state: Lifecycle.State) throws {
        #expect(state.isFinal == (try #require(Self.table[state])).isEmpty)
    }

    @Test func aRefusalNamesWhatIsPossible() {
        let refused = Lifecycle.IllegalTransition(state: .active, action: .approve)
        #expect(refused.description == "cannot approve an alert that is active; possible: end, cancel, supersede")
        let over = Lifecycle.IllegalTransition(state: .ended, action: .submit)
        #expect(over.description == "cannot submit an alert that is ended; nothing follows this state")
    }

    @Test func aNewAlertIsADraft() {
        #expect(Lifecycle().state == .draft)
    }

    @Test func onlyAnApprovedAlertCanBeSent() {
        for state in Lifecycle.State.allCases where state != .approved {
            var lifecycle = Lifecycle(restored: state)
            #expect(throws: Lifecycle.IllegalTransition.self) { try lifecycle.perform(.startSending) }
        }
    }
}
