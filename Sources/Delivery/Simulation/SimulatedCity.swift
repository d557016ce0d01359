// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Registry

/// One city's life: its instances, and all that happens to them.
final class SimulatedCity {
    let scenario: Scenario
    let store: any SimulationStore
    let stage: Stage
    let contacts: SimulatedRegistry
    let referee: Referee
    /// What people decide, and when.
    let people: Dice
    /// Alerts that are held back and that somebody thinks about.
    var considered: Set<String> = []
    /// By the number of the plan, whether it is known who got what was withdrawn.
    var cancels: [Int: Bool] = [:]
    private(set) var instances: [SimulatedInstance] = []
    /// Plans that have been released, by their number.
    private var released: Set<Int> = []
    private var isOver = false

    init(
        scenario: Scenario,
        store: any SimulationStore,
        stage: Stage,
        contacts: SimulatedRegistry,
        dice: Dice,
        people: Dice,
        referee: Referee
    ) {
        self.scenario = scenario
        self.store = store
        self.stage = stage
        self.contacts = contacts
        self.referee = referee
        self.people = people
        instances = (0..<scenario.instances).map { number in
            SimulatedInstance(
                number: number,
                store: FaultyStore(instance: number, store: store, timeline: stage.timeline, referee: referee),
                contacts: contacts,
                scenario: scenario,
                stage: stage,
                dice: dice,
                referee: referee
            )
        }
    }

    var timeline: Timeline { stage.timeline }
    var date: Date { Simulation.epoch.addingTimeInterval(timeline.now.seconds) }

    /// Lives until all is over, or so long.
    func run(until end: Duration) {
        instances.forEach { $0.start() }
        for (number, plan) in scenario.plans.enumerated() {
            timeline.at(plan.at - plan.preparation) { [self] in prepare(plan) }
            timeline.at(plan.at) { [self] in release(number) }
        }
        for (at, trouble) in scenario.troubles {
            if case .cancel(let number) = trouble { cancels[number] = false }
            timeline.at(at) { [self] in happen(trouble) }
        }
        watch()
        defer {
            instances.forEach { $0.vanish() }
            instances = []
            stage.end()
        }
        while referee.violation == nil, timeline.now < end, !isOver, stage.step() {}
        guard referee.violation == nil else { return }
        do {
            referee.finish(try store.standings())
        } catch {
            referee.violate("the ledger cannot be read: \(error)")
        }
    }

    /// From second to second: whether something stands still, and whether all is over.
    private func watch() {
        referee.watch()
        consider()
        isOver = released.count == scenario.plans.count && cancels.values.allSatisfy { $0 } && referee.isSettled
        timeline.after(.seconds(1)) { [self] in watch() }
    }

    // MARK: What people do

    private func prepare(_ plan: Scenario.Plan) {
        for instance in instances {
            instance.makeWay(for: plan.priority, in: plan.isDrill ? Drill.name : Live.name)
        }
    }

    private func release(_ number: Int) {
        let plan = scenario.plans[number]
        do {
            if plan.isDrill { try release(number, Drill.self) } else { try release(number, Live.self) }
            released.insert(number)
            wake()
        } catch {
            referee.violate("alert \(number) cannot be planned: \(error)")
        }
    }

    private func release<W: World>(_ number: Int, _ world: W.Type) throws {
        let plan = scenario.plans[number]
        let replaces = try plan.replaces.map(alert)
        try release(
            try alert(number),
            replaces.map { .update(of: $0, corrects: plan.corrects) } ?? .alert,
            plan,
            to: contacts.audience(of: plan.members, quietAt: plan.priority.heedsQuietHours ? date : nil),
            // As after a crash between the plan and what follows it.
            isRepeated: number.isMultiple(of: 3),
            world
        )
        if let replaces { referee.replaced(replaces.rawValue, by: "a\(number)") }
    }

    /// What an alert has to do with another.
    enum Kind {
        case alert
        case update(of: Alert.ID, corrects: Bool)
        case cancel(of: Alert.ID)
    }

    func release<W: World>(
        _ id: Alert.ID,
        _ kind: Kind,
        _ plan: Scenario.Plan,
        to audience: [AudienceGroup],
        isRepeated: Bool,
        _ world: W.Type
    ) throws {
        let release = try Release<W>(
            of: alert(id, status: W.status, kind, plan),
            scope: "mail/\(W.name)",
            renderings: Set(audience.map(\.language)).sorted().map { language in
                Rendering(language: language, content: [UInt8]("text of \(id)".utf8))
            }
        )
        let approval = Approval(authority: .rule("simulation"), at: date, contentHash: release.contentHash)
        for _ in 0..<(isRepeated ? 2 : 1) {
            try store.plan(release, for: audience, approval: approval, now: date, lane: scenario.lanes.lane)
        }
        referee.planned(release, members: audience)
    }

    /// The alert of a plan.
    func alert(_ number: Int) throws -> Alert.ID { try id("a\(number)") }

    func id(_ text: String) throws -> Alert.ID {
        guard let id = Alert.ID(rawValue: text) else { throw FaultyStore.Fault(description: "no name: \(text)") }
        return id
    }

    private func alert(_ id: Alert.ID, status: AlertStatus, _ kind: Kind, _ plan: Scenario.Plan) -> Alert {
        let (type, references, change): (MessageType, [Alert.ID], Change) =
            switch kind {
            case .alert: (.alert, [], .new)
            case .update(let other, let corrects): (.update, [other], corrects ? .corrected : .new)
            case .cancel(let other): (.cancel, [other], .withdrawn)
            }
        return Alert(
            id: id,
            sender: "bousai@city.example.jp",
            sent: date,
            status: status,
            messageType: type,
            references: references,
            event: EventKey(rawValue: "heavy-rain/1220300"),
            hazard: .heavyRain,
            change: change,
            urgency: .expected,
            severity: .moderate,
            certainty: .likely,
            onset: nil,
            expires: date.addingTimeInterval(plan.lasts.seconds),
            areas: ["1220300"],
            facts: .weather(WeatherWarningFacts(code: "03", level: .warning, previousLevel: nil)),
            peak: Measure(rawValue: 3),
            priority: plan.priority,
            source: Source(publisher: "気象庁", bulletin: "VPWW55", title: "大雨警報", publishedAt: date)
        )
    }

    // MARK: What goes wrong

    private func happen(_ trouble: Scenario.Trouble) {
        referee.note("trouble", "", 0, "\(trouble)")
        switch trouble {
        case .crash(let number, let back): instances[number].crash(back: back)
        case .restart(let number, let back): instances[number].restart(back: back)
        case .freeze(let number, let length): instances[number].freeze(length)
        case .clockStep(let number, let step):
            instances[number].offset += step
            // Until it is set right: a machine's clock is not left wrong.
            referee.clockIsOff(number, until: timeline.now + .seconds(30))
            timeline.after(.seconds(15)) { [self] in instances[number].offset -= step }
        case .diskFull(let number, let length):
            instances[number].store.fullUntil = timeline.now + length
            referee.disturbed(number, until: timeline.now + length + .seconds(1))
        case .databaseAway(let length):
            for instance in instances {
                instance.store.awayUntil = max(instance.store.awayUntil, timeline.now + length)
                referee.disturbed(instance.number, until: timeline.now + length + .seconds(1))
            }
        case .commitLost(let number):
            instances[number].store.losesNextCommit = true
            referee.disturbed(number, until: timeline.now + .seconds(60))
        case .leave(let subscriber):
            contacts.leave(subscriber, at: date)
            referee.left(subscriber)
        case .cancel(let number): cancel(number)
        case .tamper(let number): tamper(number)
        case .sleep(let back): instances.forEach { $0.crash(back: back) }
        }
    }

    /// Tells all processes that there is something new.
    func wake() { instances.forEach { $0.wake() } }

    private func tamper(_ number: Int) {
        guard released.contains(number), let id = Alert.ID(rawValue: "a\(number)") else { return }
        do {
            try store.tamper(with: id)
            referee.tampered(id.rawValue)
        } catch {
            referee.violate("\(id) cannot be tampered with: \(error)")
        }
    }
}
