// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation

/// An alert that is approved for a time, as officers see it before it goes out.
struct ScheduledLine: Encodable {
    let alert: String
    let hazard: String
    let change: String
    /// Actual or Exercise.
    let status: String
    let priority: String
    let at: Date
    let secondsLeft: Int
    /// How many it would have reached when it was approved.
    let audience: Int
    let approvedBy: [String]
    let approvedAt: Date?
    let contentHash: String

    /// Nil for an alert that waits for no time.
    init?(_ stored: StoredAlert, now: Date) {
        guard let schedule = stored.schedule, stored.lifecycle.state == .approved else { return nil }
        alert = stored.alert.id.rawValue
        hazard = stored.alert.hazard.rawValue
        change = stored.alert.change.rawValue
        status = stored.alert.status.rawValue
        priority = stored.alert.priority.name
        at = schedule.at
        secondsLeft = max(0, Int(schedule.at.timeIntervalSince(now).rounded(.up)))
        audience = schedule.audience
        approvedBy = stored.officers
        approvedAt = stored.approval?.at
        contentHash = schedule.contentHash
    }

    /// What it is.
    var kind: String { "\(hazard) \(change) \(priority) \(status)" }

    /// When, to how many, and who let it.
    var summary: String {
        "\(Schedule.text(of: at)), in \(countdown), to \(audience) people, by \(approvedBy.joined(separator: ", "))"
    }

    /// Days and hours, hours and minutes, or minutes and seconds.
    var countdown: String {
        let (days, hours) = (secondsLeft / 86_400, secondsLeft / 3_600 % 24)
        let (minutes, seconds) = (secondsLeft / 60 % 60, secondsLeft % 60)
        if days > 0 { return "\(days) d \(hours) h" }
        if hours > 0 { return "\(hours) h \(minutes) min" }
        return minutes > 0 ? "\(minutes) min \(seconds) s" : "\(seconds) s"
    }
}
