// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// What the database keeps in rows.
extension SimulatedStore {
    final class ReleaseRow {
        let id: Int64
        let alert: String
        let world: String
        let priority: Priority
        let scope: String
        let hash: String
        let expires: Date
        let heedsQuietHours: Bool
        let plannedAt: Date
        var renderings: [Rendering]
        var stopReason: String?
        /// Whether people are to decide before anything more of it is leased.
        var isHeld = false

        init<W: World>(_ id: Int64, _ release: Release<W>, planned: Date, expires: Date, stopReason: String?) {
            self.id = id
            alert = release.alert.rawValue
            world = W.name
            priority = release.priority
            scope = release.scope
            hash = release.contentHash
            heedsQuietHours = release.heedsQuietHours
            renderings = release.renderings
            plannedAt = planned
            self.expires = expires
            self.stopReason = stopReason
        }
    }

    final class SliceRow {
        enum State { case ready, leased, done }

        let id: Int64
        let release: ReleaseRow
        let language: String
        let lane: String
        var position: Int
        let members: [Subscriber.ID]
        var progress: SliceProgress
        var state = State.ready
        var owner: String?
        var fence: Int64 = 0
        var leaseUntil = Date.distantPast
        /// Its lease when its release was withdrawn.
        var stopFence: Int64?
        /// Whether a lease of it ended without a word.
        var wasInterrupted = false
        var notBefore: Date
        var attempts = 0
        let heedsQuietHours: Bool
        var isAsleep: Bool

        init(_ id: Int64, of release: ReleaseRow, _ slice: SlicePlan.Slice, notBefore: Date) {
            self.id = id
            self.release = release
            language = slice.language
            lane = slice.lane
            position = slice.position
            members = slice.members
            progress = SliceProgress(total: slice.members.count)
            self.notBefore = slice.notBefore.map { min($0, release.expires) } ?? notBefore
            heedsQuietHours = release.heedsQuietHours && !slice.wakes
            isAsleep = slice.notBefore != nil
        }

        /// Whether it is on the wire under a lease from before its release was withdrawn.
        var isOnTheWire: Bool { state == .leased && fence == stopFence }

        /// Whether it may be leased, by what is known of its release: what is over is leased to be settled.
        func isDue(_ now: Date, asked isAsked: Bool) -> Bool {
            release.stopReason != nil || release.expires <= now || (isAsked && !release.isHeld)
        }

        /// The order in which slices are claimed.
        static func comes(_ one: SliceRow, before other: SliceRow) -> Bool {
            (one.release.priority.rawValue, one.position, one.id)
                < (other.release.priority.rawValue, other.position, other.id)
        }
    }

    /// What is kept of a recipient who was not plainly sent.
    struct OutcomeRow {
        /// Nil while another attempt follows.
        var state: FinalState?
        /// Whether the mail may have arrived all the same.
        var isUncertain = false
    }
}
