// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// Watches a simulated life and knows what must hold at each step: promises P1 to P6 and P8 as the design words them.
///
/// It keeps books of its own, from what is planned, handed out, taken over and recorded, and asks the code under test
/// nothing.
///
/// `@unchecked Sendable`: a simulation runs on one thread.
final class Referee: @unchecked Sendable {
    /// A recipient of a release.
    struct Key: Hashable {
        let alert: String
        let subscriber: Subscriber.ID
    }

    /// What is known of a release.
    struct Known {
        let world: String
        let priority: Priority
        let expires: Date
        let plannedAt: Duration
        let audience: Set<Subscriber.ID>
        let text: [UInt8]
        /// Whether quiet hours hold it back, and from whom they do not: they got what it says was wrong.
        let heedsQuietHours: Bool
        let awakened: Set<Subscriber.ID>
        var stoppedAt: Duration?
        /// Whether it is held back until people decide, and since when it is not.
        var isHeld = false
        var heldUntil: Duration?
        /// Who stood in a slice that was leased.
        var leased: Set<Subscriber.ID> = []
        var tamperedAt: Duration?
        /// By lane, who has not been handed out nor settled.
        var untried: [String: Set<Subscriber.ID>]
    }

    /// What is known of a recipient.
    struct History {
        var copies = 0
        var isRefused = false
        var settled: FinalState?
        /// Under which lease it was handed out last, and by whom.
        var handedOut: (slice: Int64, fence: Int64, instance: Int, at: Duration)?
        /// How often the word was that nobody knows whether it was taken over.
        var unknowns = 0
        /// How many copies have another cause: a process that died, a lease that was lost.
        var excuses = 0
        var deferredAt: Duration?
        /// Taken over and reported, not recorded yet, since then.
        var unrecordedSince: Duration?
    }

    /// What is known of an instance's health.
    struct Health {
        var disturbedUntil = Duration.zero
        var clockIsOffUntil = Duration.zero
    }

    struct Holding {
        let instance: Int
        let slice: LeasedSlice
    }

    private let timeline: Timeline
    let scenario: Scenario
    let contacts: SimulatedRegistry
    private let isTracing: Bool

    /// The first thing that must not be.
    private(set) var violation: String?
    /// A fingerprint of all that happened (FNV-1a).
    private(set) var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325
    private(set) var trace: [String] = []

    var releases: [String: Known] = [:]
    /// The alerts in the order of their planning.
    var order: [String] = []
    var histories: [Key: History] = [:]
    var health: [Health]
    var holdings: [Int64: Holding] = [:]
    var progress: [Int64: SliceProgress] = [:]
    var left: [Subscriber.ID: Duration] = [:]
    /// Alerts that another took the place of.
    private var replacements: Set<String> = []
    /// By alert that was withdrawn, the one that says so.
    var withdrawals: [String: String] = [:]
    /// When a process was alive last.
    var lastBeat = Duration.zero
    /// By lane, when something was handed out last.
    var lastHandedOut: [String: Duration] = [:]
    /// By world, lane and priority, the same.
    var lastUrgent: [String: Duration] = [:]
    var tally = SimulationTally()

    init(_ scenario: Scenario, contacts: SimulatedRegistry, timeline: Timeline, isTracing: Bool) {
        self.scenario = scenario
        self.contacts = contacts
        self.timeline = timeline
        self.isTracing = isTracing
        health = scenario.skews.map { _ in Health() }
    }

    var now: Duration { timeline.now }

    func violate(_ what: String) {
        guard violation == nil else { return }
        violation = "at \(now.seconds) s: \(what)"
        note("VIOLATION", "", 0, what)
    }

    /// Notes what happened: part of the fingerprint, and a line of the trace.
    func note(
        _ what: StaticString,
        _ alert: String = "",
        _ number: Int64 = 0,
        _ detail: @autoclosure () -> String = ""
    ) {
        var mixed = UInt64(bitPattern: Int64(now / .microseconds(1))) ^ UInt64(bitPattern: number) << 40
        mixed ^= UInt64(what.utf8Start.pointee) << 56 ^ UInt64(what.utf8CodeUnitCount) << 32
        for byte in alert.utf8 { mixed = mixed &* 31 &+ UInt64(byte) }
        fingerprint = (fingerprint ^ mixed) &* 0x100_0000_01b3
        fingerprint ^= fingerprint >> 29
        if isTracing { trace.append("\(now.milliseconds) ms: \(what) \(alert) \(number) \(detail())") }
    }

    // MARK: What people do

    func planned<W: World>(_ release: Release<W>, members: [AudienceGroup]) {
        let alert = release.alert.rawValue
        var untried: [String: Set<Subscriber.ID>] = [:]
        for group in members { untried[scenario.lanes.lane(of: group.domain), default: []].formUnion(group.members) }
        releases[alert] = Known(
            world: W.name,
            priority: release.priority,
            // As it is kept, to the millisecond.
            expires: Date(timeIntervalSince1970: (release.expires.timeIntervalSince1970 * 1000).rounded() / 1000),
            plannedAt: now,
            audience: Set(members.flatMap(\.members)),
            text: release.renderings.first?.content ?? [],
            heedsQuietHours: release.heedsQuietHours,
            awakened: release.corrects ? whoGot(release.replaces) : [],
            stoppedAt: nil,
            tamperedAt: nil,
            untried: untried
        )
        order.append(alert)
        if replacements.contains(alert) { stopped(alert) }
        tally.recipients += members.reduce(0) { $0 + $1.members.count }
        note("planned", alert)
    }

    /// Who was recorded as having got one of these.
    private func whoGot(_ alerts: [Alert.ID]) -> Set<Subscriber.ID> {
        let names = Set(alerts.map(\.rawValue))
        return Set(
            histories.filter { names.contains($0.key.alert) && $0.value.settled == .sent }.map(\.key.subscriber)
        )
    }

    func stopped(_ alert: String) {
        if let known = releases[alert], known.stoppedAt == nil { releases[alert]?.stoppedAt = now }
        note("stopped", alert)
    }

    /// What is replaced stops, be it planned already or only later.
    func replaced(_ alert: String, by other: String) {
        replacements.insert(alert)
        if releases[alert] != nil { stopped(alert) }
        note("replaced", alert, 0, "by \(other)")
    }

    /// Whether everybody of every release has a final state.
    var isSettled: Bool {
        order.allSatisfy { alert in
            releases[alert]?.audience.allSatisfy { histories[Key(alert: alert, subscriber: $0)]?.settled != nil }
                ?? true
        }
    }

    func tampered(_ alert: String) {
        if let known = releases[alert], known.tamperedAt == nil { releases[alert]?.tamperedAt = now }
        note("tampered", alert)
    }

    func left(_ subscriber: Subscriber.ID) {
        left[subscriber] = left[subscriber] ?? now
        note("left", "", subscriber.rawValue)
    }

    // MARK: What goes wrong

    /// - Parameter restarts: whether it is a new life, in which earlier troubles of the process count no more.
    func disturbed(_ instance: Int, until: Duration, restarts: Bool = false) {
        if restarts { health[instance].disturbedUntil = until }
        health[instance].disturbedUntil = max(health[instance].disturbedUntil, until)
        note("disturbed", "", Int64(instance))
    }

    /// The wall clock of an instance's machine is wrong until then, whatever becomes of the process.
    func clockIsOff(_ instance: Int, until: Duration) {
        health[instance].clockIsOffUntil = max(health[instance].clockIsOffUntil, until)
        note("clock is off", "", Int64(instance))
    }

    /// Nothing has gone wrong with an instance since a time.
    func isCalm(_ instance: Int, since: Duration) -> Bool {
        health[instance].disturbedUntil <= since && health[instance].clockIsOffUntil <= since
    }

    func areCalm(since: Duration) -> Bool { health.indices.allSatisfy { isCalm($0, since: since) } }

    /// P2: what a crash may repeat was taken over within the last commit interval.
    func crashed(_ instance: Int) {
        tally.crashes += 1
        if isCalm(instance, since: now - .seconds(1)) {
            for (key, history) in histories where history.handedOut?.instance == instance {
                guard let since = history.unrecordedSince, now - since > .milliseconds(10) else { continue }
                violate(
                    "\(key.alert) to \(key.subscriber.rawValue) was not recorded for \((now - since).milliseconds) ms"
                )
            }
        }
        for (key, history) in histories where history.handedOut?.instance == instance {
            histories[key]?.unrecordedSince = nil
        }
        disturbed(instance, until: now)
    }

    // MARK: The wire

    func tookOver(_ parcel: Parcel) {
        let key = Key(alert: parcel.alert, subscriber: parcel.contact.id)
        histories[key, default: History()].copies += 1
        // What a process that died or lost its lease left on the wire, while another attempt was made.
        if let last = histories[key]?.handedOut, last.slice != parcel.ticket.slice || last.fence != parcel.ticket.fence
        {
            histories[key, default: History()].excuses += 1
        }
        tally.mails += 1
        if let copies = histories[key]?.copies, copies > 1 { tally.copies += 1 }
        note("took over", key.alert, key.subscriber.rawValue)
    }

    func refused(_ parcel: Parcel) {
        let key = Key(alert: parcel.alert, subscriber: parcel.contact.id)
        histories[key, default: History()].isRefused = true
        note("refused", key.alert, key.subscriber.rawValue)
    }

    func reported(_ parcel: Parcel, _ outcome: Outcome, by instance: Int) {
        let key = Key(alert: parcel.alert, subscriber: parcel.contact.id)
        var history = histories[key, default: History()]
        // What comes under a lease that was lost counts for nothing.
        let holding = holdings[parcel.ticket.slice]
        let counts = holding?.instance == instance && holding?.slice.fence == parcel.ticket.fence
        switch outcome {
        case .accepted:
            if history.copies == 0 { violate("\(key.alert): accepted without having been taken over") }
            if counts { history.unrecordedSince = now }
        case .unknown: history.unknowns += 1
        case .transient, .rateLimited: if counts { history.deferredAt = now }
        case .permanent: break
        }
        histories[key] = history
        note("reported", key.alert, key.subscriber.rawValue, "\(outcome)")
    }

    /// P8: nothing but the approved text.
    func said(_ text: [UInt8], to parcel: Parcel) {
        guard let known = releases[parcel.alert] else { return violate("\(parcel.alert) was never planned") }
        if text != known.text { violate("\(parcel.alert): another text than the approved one") }
        if known.tamperedAt != nil { violate("\(parcel.alert): sent after its text was changed") }
    }

    // MARK: The end

    /// P1: everybody has a final state, and the right one.
    func finish(_ standings: [Standing]) {
        var seen: [String: Int] = [:]
        for standing in standings {
            seen[standing.release, default: 0] += 1
            guard let state = standing.state else {
                violate("\(standing.release) to \(standing.subscriber.rawValue) is open for ever")
                continue
            }
            let history = histories[Key(alert: standing.release, subscriber: standing.subscriber)] ?? History()
            if history.settled != state {
                violate(
                    "\(standing.release) to \(standing.subscriber.rawValue): \(state) where \(String(describing: history.settled)) was recorded"
                )
            }
            tally.states[state, default: 0] += 1
        }
        for (alert, cancel) in withdrawals { checkTold(alert, by: cancel) }
        for alert in order where seen[alert, default: 0] != releases[alert]?.audience.count {
            violate(
                "\(alert): \(seen[alert, default: 0]) of \(releases[alert]?.audience.count ?? 0) recipients in its slices"
            )
        }
    }
}
