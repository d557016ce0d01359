// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

extension Outbox {
    /// What has changed since the last call, to be written in one transaction.
    ///
    /// - Parameter retryAt: when the open recipients of a returned slice are tried again, by its attempts so far.
    func takeRecords(retryAt: (_ attempts: Int) -> Date) -> [DeliveryStore.Record] {
        state.withLock { state in
            var records: [DeliveryStore.Record] = []
            for position in state.entries.indices {
                let slice = state.entries[position].slice
                let returned =
                    slice.isReturned || (state.isClosed && slice.inFlight == 0) || state.isDrained
                guard slice.isDirty || returned else { continue }
                let remarks = state.entries[position].slice.takeRemarks()
                records.append(
                    DeliveryStore.Record(
                        id: slice.id,
                        fence: slice.fence,
                        release: slice.release.id,
                        progress: slice.progress,
                        remarks: remarks,
                        attempts: slice.attempts + 1,
                        returned: returned ? slice.sleepsUntil ?? retryAt(slice.attempts + 1) : nil,
                        isComplete: returned && slice.progress.isComplete,
                        isAsleep: slice.sleepsUntil != nil
                    )
                )
            }
            // Where there is nothing to write, what was answered belonged to leases that were lost.
            state.recording = records.isEmpty ? 0 : state.recording + state.answered
            state.answered = 0
            return records
        }
    }

    /// Forgets slices whose lease has ended: those written as returned, and those lost to another owner.
    func forget(_ records: [DeliveryStore.Record], lost: Set<Int64>) {
        let gone = lost.union(records.filter { $0.returned != nil }.map(\.id))
        state.withLock { state in
            state.isPaused = false
            state.recording = 0
            state.entries.removeAll { gone.contains($0.slice.id) }
            let releases = Set(state.entries.map(\.slice.release.id))
            state.stopped.formIntersection(releases)
            state.turns = state.turns.filter { releases.contains($0.key) }
        }
        work.raise()
    }

    /// Takes back what could not be written and hands nothing more out until writing works again: what cannot be
    /// recorded must not be sent.
    func pause(_ records: [DeliveryStore.Record]) {
        state.withLock { state in
            state.isPaused = true
            for record in records {
                guard let position = state.entries.firstIndex(where: { $0.slice.id == record.id }) else { continue }
                state.entries[position].slice.restore(record.remarks)
            }
        }
    }

    /// Hands out again where nothing is left to be recorded: what could not be written may have been lost to another owner
    /// meanwhile, and then no writing that works would ever end the pause.
    func resume() {
        let wasPaused = state.withLock { state in
            defer { state.isPaused = false }
            return state.isPaused
        }
        if wasPaused { work.raise() }
    }

    /// The releases under way.
    var releases: Set<Int64> {
        state.withLock { state in Set(state.entries.map(\.slice.release.id)) }
    }

    /// Settles what can no longer be sent, whether or not a transport asks for it.
    func sweep(now: Date) {
        state.withLock { state in
            for position in state.entries.indices {
                let release = state.entries[position].slice.release
                let stopped = state.stopped.contains(release.id)
                guard stopped || now >= release.expires else { continue }
                _ = state.entries[position].slice.candidate(now: now, stopped: stopped)
            }
        }
    }

    /// Marks releases that must not go on.
    func stop(_ releases: Set<Int64>) {
        state.withLock { $0.stopped.formUnion(releases) }
    }

    /// Takes out those who left since their slices were loaded (P5).
    func drop(_ departed: Set<Subscriber.ID>) {
        guard !departed.isEmpty else { return }
        state.withLock { state in
            for position in state.entries.indices {
                for member in departed where state.entries[position].contacts?.reachable[member] != nil {
                    state.entries[position].contacts?.reachable[member] = nil
                }
                state.entries[position].contacts?.unreadable.subtract(departed)
            }
        }
    }

    /// Notes what became of a renewal: leases that go on, and those lost to another owner, which are let go.
    func renewed(_ leases: [(id: Int64, fence: Int64)], lost: Set<Int64>, until: Date) {
        let asked = Dictionary(leases.map { ($0.id, $0.fence) }) { $1 }
        state.withLock { state in
            state.entries.removeAll { lost.contains($0.slice.id) && asked[$0.slice.id] == $0.slice.fence }
            for position in state.entries.indices {
                let slice = state.entries[position].slice
                guard asked[slice.id] == slice.fence else { continue }
                state.entries[position].leaseUntil = until
            }
        }
        work.raise()
    }

    /// Whether a lease has run out by this clock.
    func hasLapsed(_ now: Date) -> Bool {
        state.withLock { state in state.entries.contains { $0.leaseUntil <= now } }
    }

    /// The slices held.
    var held: Set<Int64> {
        state.withLock { state in Set(state.entries.map(\.slice.id)) }
    }

    /// The leases held.
    var leases: [(id: Int64, fence: Int64)] {
        state.withLock { state in state.entries.map { ($0.slice.id, $0.slice.fence) } }
    }

    /// The most urgent priority with something to hand out.
    var mostUrgentWaiting: Priority? {
        state.withLock { state in state.entries.first { $0.slice.waiting > 0 }?.slice.release.priority }
    }
}
