// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Delivery
import Foundation
import Logging

/// Plans the releases of alerts that are approved for a time, when it has come.
struct Timetable: Sendable {
    let desk: AlertDesk
    let store: DeliveryStore
    let drafts: ReleaseDrafts
    let lanes: LaneTable
    /// Whether there is a drill relay and the city lets drills use it.
    let drillsGoOut: Bool
    /// How late an alert may go out, in seconds.
    let grace: TimeInterval
    let logger: Logger

    /// Plans an alert whose time has come, if all is as it was approved; else it waits for officers again, with an alarm.
    ///
    /// - Returns: whether it is planned.
    func plan(_ stored: StoredAlert, now: Date) throws -> Bool {
        guard let schedule = stored.schedule else { return false }
        let alert = stored.alert
        // A crash came after the plan: what was planned is what was approved.
        if try store.isFinished(alert.id) != nil { return true }
        var found: ReleaseDraft?
        let judgement = try schedule.judge(
            stored,
            now: now,
            grace: grace,
            successor: now < schedule.at ? nil : try desk.successor(of: alert.id),
            goesOut: alert.status == Live.status || (alert.status == Drill.status && drillsGoOut)
        ) {
            let draft = try drafts.draft(of: alert, now: now)
            found = draft
            return Schedule.Finding(contentHash: draft.contentHash, audience: draft.size)
        }
        switch judgement {
        case .wait: return false
        case .hold(let reason):
            guard try desk.hold(alert.id, reason, now: now, unless: { try store.isPlanned(alert.id, in: $0) }) else {
                return true
            }
            logger.critical(
                "scheduled alert is held",
                metadata: [
                    "alert": "\(alert.id)", "at": "\(Schedule.text(of: schedule.at))", "reason": "\(reason)",
                ]
            )
            return false
        case .send:
            // Officers may have taken it off its schedule in between.
            guard let draft = found, let approval = stored.approval, try desk.fire(alert.id, now: now) else {
                return false
            }
            let count =
                alert.status == Drill.status
                ? try plan(Drill.self, alert, draft, approval, now: now)
                : try plan(Live.self, alert, draft, approval, now: now)
            logger.notice(
                "scheduled alert released",
                metadata: [
                    "alert": "\(alert.id)", "at": "\(Schedule.text(of: schedule.at))",
                    "priority": "\(alert.priority.name)", "audience": "\(count)", "world": "\(alert.status.rawValue)",
                ]
            )
            return true
        }
    }

    private func plan<W: World>(
        _ world: W.Type,
        _ alert: Alert,
        _ draft: ReleaseDraft,
        _ approval: Approval,
        now: Date
    ) throws -> Int {
        try store.plan(
            try Release<W>(of: alert, scope: draft.scope, renderings: draft.renderings),
            for: draft.audience,
            asked: drafts.query(for: alert),
            approval: approval,
            now: now,
            whereApproval: { try desk.isApproved(alert.id, for: draft.contentHash, in: $0) },
            lane: lanes.lane
        )
    }
}
