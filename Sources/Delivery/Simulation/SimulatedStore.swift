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
    struct ReleaseRow {
        let id: Int64
        let alert: String
        let world: String
        let priority: Priority
        let scope: String
        let hash: String
        let expires: Date
        var renderings: [Rendering]
        var stopReason: String?
    }

    struct SliceRow {
        enum State { case ready, leased, done }

        let id: Int64
        let release: Int64
        let language: String
        let lane: String
        let position: Int
        let members: [Subscriber.ID]
        var progress: SliceProgress
        var state = State.ready
        var owner: String?
        var fence: Int64 = 0
        var leaseUntil = Date.distantPast
        var notBefore: Date
        var attempts = 0
    }

    /// By release and subscriber, what is not plainly sent; nil while another attempt follows.
    private var outcomes: [Int64: [Subscriber.ID: FinalState?]] = [:]
    private var replacements: [String: String] = [:]
    /// In the order of their numbers, which begin with 1.
    private(set) var releases: [ReleaseRow] = []
    private(set) var slices: [SliceRow] = []

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
            return slices.filter { $0.release == known.id }.reduce(0) { $0 + $1.members.count }
        }
        let id = Int64(releases.count + 1)
        var starts: [String: Int] = [:]
        for slice in slices where slice.state == .ready && slice.attempts == 0 {
            let other = self.release(slice.release)
            guard other.world == W.name, other.priority == release.priority else { continue }
            starts[slice.lane] = min(starts[slice.lane] ?? slice.position, slice.position)
        }
        let plan = SlicePlan(
            audience,
            first: reached(by: release.replaces),
            from: starts,
            sliceSize: sliceSize,
            lane: lane
        )
        releases.append(
            ReleaseRow(
                id: id,
                alert: release.alert.rawValue,
                world: W.name,
                priority: release.priority,
                scope: release.scope,
                hash: release.contentHash,
                expires: stored(release.expires),
                renderings: release.renderings,
                stopReason: replacements[release.alert.rawValue].map { "replaced by \($0)" }
            )
        )
        for slice in plan.slices {
            slices.append(
                SliceRow(
                    id: Int64(slices.count + 1),
                    release: id,
                    language: slice.language,
                    lane: slice.lane,
                    position: slice.position,
                    members: slice.members,
                    progress: SliceProgress(total: slice.members.count),
                    notBefore: stored(now)
                )
            )
        }
        for replaced in release.replaces {
            replacements[replaced.rawValue] = replacements[replaced.rawValue] ?? release.alert.rawValue
            try stop(replaced, reason: "replaced by \(release.alert)")
        }
        return plan.total
    }

    func stop(_ alert: Alert.ID, reason: String) throws {
        for index in releases.indices where releases[index].alert == alert.rawValue && !isFinished(releases[index].id) {
            releases[index].stopReason = releases[index].stopReason ?? reason
        }
    }

    private func reached(by alerts: [Alert.ID]) -> Set<Subscriber.ID> {
        let names = Set(alerts.map(\.rawValue))
        var found: Set<Subscriber.ID> = []
        for slice in slices where names.contains(release(slice.release).alert) {
            for (index, member) in slice.members.enumerated() where slice.progress.isSettled(index) {
                if outcomes[slice.release]?[member] ?? .sent == .sent { found.insert(member) }
            }
        }
        return found
    }

    private func release(_ id: Int64) -> ReleaseRow { releases[Int(id) - 1] }

    private func isFinished(_ release: Int64) -> Bool {
        slices.allSatisfy { $0.release != release || $0.state == .done }
    }

    /// As a database keeps it, to the millisecond.
    private func stored(_ date: Date) -> Date {
        Date(timeIntervalSince1970: (date.timeIntervalSince1970 * 1000).rounded() / 1000)
    }

    // MARK: Leases

    func freeLeases(of owner: String, world: String) {
        for index in slices.indices
        where slices[index].state == .leased && slices[index].owner == owner
            && release(slices[index].release).world == world
        {
            slices[index].state = .ready
            slices[index].owner = nil
        }
    }

    func giveBack(_ slice: LeasedSlice, until: Date) {
        guard let index = leased(slice.id, slice.fence) else { return }
        slices[index].state = .ready
        slices[index].notBefore = stored(until)
    }

    func claim(_ request: SliceRequest, owner: String, until: Date, now: Date) throws -> DeliveryStore.Claim {
        let now = stored(now)
        let due = slices.indices.filter { index in
            let slice = slices[index]
            let release = self.release(slice.release)
            guard release.world == request.world, request.priorities.contains(release.priority),
                request.lane.contains(slice.lane), !request.held.contains(slice.id)
            else { return false }
            switch slice.state {
            case .ready: return slice.notBefore <= now || release.expires <= now || release.stopReason != nil
            case .leased: return slice.leaseUntil < now
            case .done: return false
            }
        }.sorted {
            (release(slices[$0].release).priority.rawValue, slices[$0].position, slices[$0].id)
                < (release(slices[$1].release).priority.rawValue, slices[$1].position, slices[$1].id)
        }
        var claim = DeliveryStore.Claim()
        for index in due.prefix(request.limit) {
            slices[index].state = .leased
            slices[index].owner = owner
            slices[index].fence += 1
            slices[index].leaseUntil = stored(until)
            let slice = slices[index]
            let release = self.release(slice.release)
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
                    deferred: Set(slice.members.filter { isDeferred($0, in: slice.release) })
                )
            )
            if release.stopReason != nil { claim.stopped.insert(release.id) }
        }
        return claim
    }

    func renew(_ slices: [(id: Int64, fence: Int64)], until: Date) -> Set<Int64> {
        var lost: Set<Int64> = []
        for slice in slices {
            guard let index = leased(slice.id, slice.fence) else {
                lost.insert(slice.id)
                continue
            }
            self.slices[index].leaseUntil = stored(until)
        }
        return lost
    }

    private func isDeferred(_ member: Subscriber.ID, in release: Int64) -> Bool {
        guard let outcome = outcomes[release]?[member] else { return false }
        return outcome == nil
    }

    /// The place of a slice that is leased under this number.
    private func leased(_ id: Int64, _ fence: Int64) -> Int? {
        let index = Int(id) - 1
        return slices[index].state == .leased && slices[index].fence == fence ? index : nil
    }

    // MARK: Recording

    func record(_ records: [DeliveryStore.Record], now: Date) -> Set<Int64> {
        var lost: Set<Int64> = []
        for record in records {
            guard let index = leased(record.id, record.fence) else {
                lost.insert(record.id)
                continue
            }
            slices[index].progress = record.progress
            slices[index].attempts = record.attempts
            slices[index].state = record.isComplete ? .done : record.returned != nil ? .ready : .leased
            if let returned = record.returned { slices[index].notBefore = stored(returned) }
            for remark in record.remarks {
                outcomes[record.release, default: [:]].updateValue(remark.state, forKey: remark.subscriber)
            }
        }
        return lost
    }

    func stopped(among releases: Set<Int64>) -> Set<Int64> {
        Set(self.releases.filter { releases.contains($0.id) && $0.stopReason != nil }.map(\.id))
    }

    // MARK: Texts

    func rendering(release: Int64, language: String) throws -> [UInt8] {
        let row = self.release(release)
        guard ContentHash.of(row.renderings, scope: row.scope) == row.hash else {
            throw DeliveryError.tampered(alert: row.alert)
        }
        guard let found = row.renderings.first(where: { $0.language == language }) else {
            throw DeliveryError.notRendered(alert: row.alert, language: language)
        }
        return found.content
    }

    func tamper(with alert: Alert.ID) {
        for index in releases.indices where releases[index].alert == alert.rawValue {
            for text in releases[index].renderings.indices { releases[index].renderings[text].content.append(0x21) }
        }
    }

    // MARK: The end

    func standings() -> [Standing] {
        slices.flatMap { slice in
            slice.members.enumerated().map { index, member in
                let state = outcomes[slice.release]?[member]
                return Standing(
                    release: release(slice.release).alert,
                    subscriber: member,
                    state: slice.progress.isSettled(index) ? (state ?? .sent) ?? .sent : nil
                )
            }
        }
    }
}
