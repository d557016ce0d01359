// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// Releases and slices in memory: what `DeliveryStore` does in a database, without its price.
///
/// A seed lives the same life over both (`SimulationTests`), so that what is shown over this one is so over the other.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class SimulatedStore: SimulationStore, @unchecked Sendable {
    /// By release and subscriber.
    var outcomes: [Int64: [Subscriber.ID: OutcomeRow]] = [:]
    var replacements: [String: String] = [:]
    /// In the order of their numbers, which begin with 1.
    var releases: [ReleaseRow] = []
    var slices: [SliceRow] = []
    /// Those of the slices that are not done, in the order of their claim.
    var open: [SliceRow] = []
    /// The alerts that are held back.
    var pauses: Set<String> = []
    var life: Resumption.LastLife?
    private let sliceSize: Int

    init(sliceSize: Int) { self.sliceSize = sliceSize }

    // MARK: Planning

    func plan<W: World>(
        _ release: Release<W>,
        for audience: [AudienceGroup],
        approval: Approval,
        now: Date,
        lane: (_ domain: String) -> String
    ) throws -> Int {
        guard approval.contentHash == release.contentHash else {
            throw DeliveryError.notWhatWasApproved(alert: release.alert.rawValue)
        }
        if let known = releases.first(where: { $0.alert == release.alert.rawValue }) {
            return slices.filter { $0.release === known }.reduce(0) { $0 + $1.members.count }
        }
        var starts: [String: Int] = [:]
        for slice in open where slice.state == .ready && !slice.isAsleep && slice.attempts == 0 {
            guard slice.release.world == W.name, slice.release.priority == release.priority else { continue }
            starts[slice.lane] = min(starts[slice.lane] ?? slice.position, slice.position)
        }
        let plan = SlicePlan(
            audience,
            first: reached(by: release.replaces),
            from: starts,
            sliceSize: sliceSize,
            wakesFirst: release.corrects,
            lane: lane
        )
        let row = ReleaseRow(
            Int64(releases.count + 1),
            release,
            planned: stored(now),
            expires: stored(release.expires),
            stopReason: replacements[release.alert.rawValue].map { "replaced by \($0)" }
        )
        releases.append(row)
        for slice in plan.slices {
            slices.append(SliceRow(Int64(slices.count + 1), of: row, slice, notBefore: stored(now)))
        }
        open = (open + slices.suffix(plan.slices.count)).sorted(by: SliceRow.comes)
        for replaced in release.replaces {
            replacements[replaced.rawValue] = replacements[replaced.rawValue] ?? release.alert.rawValue
            stop(replaced, reason: "replaced by \(release.alert)")
        }
        return plan.total
    }

    func stop(_ alert: Alert.ID, reason: String) {
        for release in releases where release.alert == alert.rawValue && isSending(release) {
            release.stopReason = release.stopReason ?? reason
        }
    }

    func isSending(_ release: ReleaseRow) -> Bool { open.contains { $0.release === release } }

    private func reached(by alerts: [Alert.ID]) -> Set<Subscriber.ID> {
        let names = Set(alerts.map(\.rawValue))
        var found: Set<Subscriber.ID> = []
        for slice in slices where names.contains(slice.release.alert) {
            for (index, member) in slice.members.enumerated() where slice.progress.isSettled(index) {
                if outcomes[slice.release.id]?[member].map({ $0.state == .sent }) ?? true { found.insert(member) }
            }
        }
        return found
    }

    /// As a database keeps it, to the millisecond.
    func stored(_ date: Date) -> Date {
        Date(timeIntervalSince1970: (date.timeIntervalSince1970 * 1000).rounded() / 1000)
    }

    // MARK: Leases

    func freeLeases(of owner: String, world: String) {
        for slice in open where slice.state == .leased && slice.owner == owner && slice.release.world == world {
            slice.state = .ready
            slice.owner = nil
            slice.wasInterrupted = true
        }
    }

    func giveBack(_ slice: LeasedSlice, until: Date) {
        guard let row = leased(slice.id, slice.fence) else { return }
        row.state = .ready
        row.notBefore = stored(until)
    }

    func claim(_ request: SliceRequest, owner: String, until: Date, now: Date) throws -> DeliveryStore.Claim {
        let now = stored(now)
        wake(world: request.world, now: now)
        let due = open.lazy.filter { slice in
            guard !slice.isAsleep else { return false }
            switch slice.state {
            case .ready: guard slice.isDue(now, asked: slice.notBefore <= now) else { return false }
            case .leased: guard slice.leaseUntil < now, slice.isDue(now, asked: true) else { return false }
            case .done: return false
            }
            return slice.release.world == request.world && request.priorities.contains(slice.release.priority)
                && request.lane.contains(slice.lane) && !request.held.contains(slice.id)
        }.prefix(request.limit)
        var claim = DeliveryStore.Claim()
        for slice in Array(due) {
            slice.wasInterrupted = slice.wasInterrupted || slice.state == .leased
            slice.state = .leased
            slice.owner = owner
            slice.fence += 1
            slice.leaseUntil = stored(until)
            let release = slice.release
            claim.slices.append(
                LeasedSlice(
                    id: slice.id,
                    fence: slice.fence,
                    release: ReleaseTicket(
                        id: release.id,
                        alert: release.alert,
                        priority: release.priority,
                        expires: release.expires
                    ),
                    language: slice.language,
                    members: slice.members,
                    progress: slice.progress,
                    attempts: slice.attempts,
                    deferred: Set(slice.members.filter { isDeferred($0, in: release.id) }),
                    wishes: Wishes(heedsQuietHours: slice.heedsQuietHours)
                )
            )
            if release.stopReason != nil { claim.stopped.insert(release.id) }
        }
        return claim
    }

    /// Wakes slices whose time has come, or whose release was stopped: each release's from where the others are.
    private func wake(world: String, now: Date) {
        let asleep = slices.filter { $0.isAsleep && $0.release.world == world && $0.state == .ready }
            .sorted { ($0.position, $0.id) < ($1.position, $1.id) }
        let due = asleep.filter { $0.notBefore <= now } + asleep.filter { $0.release.stopReason != nil }
        guard !due.isEmpty else { return }
        var first: [String: Int] = [:]
        var next: [String: Int] = [:]
        for slice in due {
            let queue = "\(slice.lane)/\(slice.release.priority.rawValue)"
            let start = first[queue] ?? front(of: slice)
            first[queue] = start
            let position = next["\(queue)/\(slice.release.id)"] ?? start
            next["\(queue)/\(slice.release.id)"] = position + 1
            guard slice.isAsleep else { continue }
            (slice.isAsleep, slice.position) = (false, position)
        }
        open.sort(by: SliceRow.comes)
    }

    /// The first place of what is awake and has not gone out, beside a slice.
    private func front(of sleeper: SliceRow) -> Int {
        open.filter { slice in
            slice.state == .ready && !slice.isAsleep && slice.attempts == 0 && slice.lane == sleeper.lane
                && slice.release.world == sleeper.release.world && slice.release.priority == sleeper.release.priority
        }.map(\.position).min() ?? 0
    }

    func renew(_ slices: [(id: Int64, fence: Int64)], until: Date) -> Set<Int64> {
        var lost: Set<Int64> = []
        for slice in slices {
            guard let row = leased(slice.id, slice.fence) else {
                lost.insert(slice.id)
                continue
            }
            row.leaseUntil = stored(until)
        }
        return lost
    }

    private func isDeferred(_ member: Subscriber.ID, in release: Int64) -> Bool {
        outcomes[release]?[member].map { $0.state == nil } ?? false
    }

    /// The row of a slice that is leased under this number.
    private func leased(_ id: Int64, _ fence: Int64) -> SliceRow? {
        let row = slices[Int(id) - 1]
        return row.state == .leased && row.fence == fence ? row : nil
    }

    // MARK: Recording

    func record(_ records: [DeliveryStore.Record], now: Date) -> Set<Int64> {
        var lost: Set<Int64> = []
        for record in records {
            guard let row = leased(record.id, record.fence) else {
                lost.insert(record.id)
                continue
            }
            row.progress = record.progress
            row.attempts = record.attempts
            row.state = record.isComplete ? .done : record.returned != nil ? .ready : .leased
            row.isAsleep = row.state == .ready && record.isAsleep
            if let returned = record.returned { row.notBefore = stored(returned) }
            if record.isComplete { open.removeAll { $0 === row } }
            for remark in record.remarks {
                var row = outcomes[record.release]?[remark.subscriber] ?? OutcomeRow()
                row.state = remark.state
                row.isUncertain = row.isUncertain || remark.isUncertain
                outcomes[record.release, default: [:]][remark.subscriber] = row
            }
        }
        return lost
    }

    func stopped(among releases: Set<Int64>) -> Set<Int64> {
        Set(self.releases.filter { releases.contains($0.id) && $0.stopReason != nil }.map(\.id))
    }

    // MARK: Texts

    func rendering(release: Int64, language: String) throws -> [UInt8] {
        let row = releases[Int(release) - 1]
        guard ContentHash.of(row.renderings, scope: row.scope) == row.hash else {
            throw DeliveryError.tampered(alert: row.alert)
        }
        guard let found = row.renderings.first(where: { $0.language == language }) else {
            throw DeliveryError.notRendered(alert: row.alert, language: language)
        }
        return found.content
    }

    func tamper(with alert: Alert.ID) {
        for release in releases where release.alert == alert.rawValue {
            for text in release.renderings.indices { release.renderings[text].content.append(0x21) }
        }
    }

    // MARK: The end

    func standings() -> [Standing] {
        slices.flatMap { slice in
            slice.members.enumerated().map { index, member in
                let state = outcomes[slice.release.id]?[member]?.state
                return Standing(
                    release: slice.release.alert,
                    subscriber: member,
                    state: slice.progress.isSettled(index) ? state ?? .sent : nil
                )
            }
        }
    }
}
