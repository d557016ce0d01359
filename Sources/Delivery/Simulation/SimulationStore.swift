// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// A store of slices that a simulation can plan in and look into.
protocol SimulationStore: SliceStore {
    @discardableResult
    func plan<W: World>(
        _ release: Release<W>,
        for audience: [AudienceGroup],
        approval: Approval,
        now: Date,
        lane: (_ domain: String) -> String
    ) throws -> Int

    func withdraw(_ alerts: [Alert.ID], by cancel: Alert.ID) throws
    func isQuiet(_ alerts: [Alert.ID]) throws -> Bool
    func mayHaveReached(by alerts: [Alert.ID]) throws -> Set<Subscriber.ID>

    func lastLife() throws -> Resumption.LastLife?
    func beat(token: String, beyond seen: Int, now: Date) throws -> Resumption.Mark?
    func pauseOpen(plannedBefore before: Date?, and alerts: [Alert.ID], reason: String, now: Date) throws -> [String]
    func pausedAlerts() throws -> Set<String>
    func resume(_ alert: String) throws -> Bool
    func drop(_ alert: String, reason: String) throws -> Bool

    /// Changes an approved text behind everybody's back.
    func tamper(with alert: Alert.ID) throws

    /// What is recorded of everybody, in the order of slices and members.
    func standings() throws -> [Standing]
}

/// What is recorded of one recipient of a release.
struct Standing: Sendable, Hashable {
    let release: String
    let subscriber: Subscriber.ID
    /// Nil where it is open.
    let state: FinalState?
}
