// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation

/// What a set of rules makes of a history, on a clock that stands at each telegram's sending in turn; nothing is sent and
/// nothing stored.
struct ReplayRun: Sendable {
    /// An alert that would go, or wait.
    struct Event: Sendable {
        let alert: Alert
        /// The alert before it in its chain.
        let previous: Alert?
        /// When the telegram came.
        let at: Date
        let rule: String
        let hold: String?
        /// Whether it is a drill that the city only records.
        let isRecorded: Bool
        let step: ReplayHistory.Step

        /// The same decision under other rules: the same telegram, event and change.
        var key: String { "\(step.file)|\(alert.event)|\(alert.change.rawValue)" }
    }

    /// What happened to the telegrams that concern the city.
    struct Counts: Sendable, Encodable {
        var issued = 0
        var held = 0
        /// Drills that are recorded and sent to nobody.
        var recorded = 0
        var shown = 0
        var nothing = 0
    }

    private(set) var events: [Event] = []
    private(set) var counts = Counts()
    /// How many reports of each kind of bulletin became which change, `shown` or `nothing`.
    private(set) var changes: [String: [String: Int]] = [:]
    private(set) var alarms: [Alarm] = []

    /// Runs a history through a judge.
    ///
    /// Throws `AlertDeskError` where an event has no usable name.
    init(_ history: ReplayHistory, judge: Judge) throws {
        var states: [EventKey: HazardState] = [:]
        var latest: [Alert.ID: Alert] = [:]
        var watch = DisagreementWatch(minutes: judge.rules.disagreementMinutes)
        var issued: [Date] = []
        var held: Set<Alert.ID> = []
        for step in history.steps {
            alarms += watch.due(at: step.sentAt)
            for report in step.reports {
                var state = states[report.event] ?? HazardState()
                let verdict = try judge.decide(report, state: &state, now: step.sentAt) {
                    issued.suffix(1_000).count { $0 > step.sentAt.addingTimeInterval(-3600) }
                }
                states[report.event] = state
                watch.look(at: state, of: report.event, now: step.sentAt)
                let outcome: String
                switch verdict {
                case .alert(let alert, _, _) where alert.isEnd && held.isSuperset(of: alert.references):
                    // Nobody hears of the end of what officers had not let go.
                    outcome = "shown"
                    counts.shown += 1
                case .alert(let alert, let rule, let hold):
                    outcome = alert.change.rawValue
                    let isRecorded = alert.status == .exercise && judge.rules.drills == .record
                    if isRecorded {
                        counts.recorded += 1
                    } else if hold == nil {
                        counts.issued += 1
                    } else {
                        counts.held += 1
                    }
                    if hold == nil, alert.status == .actual { issued.append(step.sentAt) }
                    let previous = alert.references.last.flatMap { latest[$0] }
                    latest[alert.id] = alert
                    if hold != nil { held.insert(alert.id) }
                    events.append(
                        Event(
                            alert: alert,
                            previous: previous,
                            at: step.sentAt,
                            rule: rule,
                            hold: hold,
                            isRecorded: isRecorded,
                            step: step
                        )
                    )
                case .shown:
                    outcome = "shown"
                    counts.shown += 1
                case .nothing, .postponed:
                    outcome = "nothing"
                    counts.nothing += 1
                }
                changes[step.bulletin, default: [:]][outcome, default: 0] += 1
            }
        }
        if let last = history.steps.last?.sentAt {
            alarms += watch.due(at: last.addingTimeInterval(Double(judge.rules.disagreementMinutes) * 60))
        }
    }
}

extension Alert {
    /// Whether it ends or takes back a chain.
    fileprivate var isEnd: Bool { change == .ended || change == .withdrawn }
}

/// Since when bulletins disagree, on the clock of a replay.
private struct DisagreementWatch {
    private let limit: TimeInterval
    private var since: [EventKey: (date: Date, disagreement: Disagreement, isRaised: Bool)] = [:]

    init(minutes: Int) {
        limit = Double(minutes) * 60
    }

    mutating func look(at state: HazardState, of event: EventKey, now: Date) {
        guard let disagreement = Disagreement(in: state) else {
            since[event] = nil
            return
        }
        since[event] = (since[event]?.date ?? now, disagreement, since[event]?.isRaised ?? false)
    }

    mutating func due(at now: Date) -> [Alarm] {
        var alarms: [Alarm] = []
        for (event, entry) in since where !entry.isRaised && entry.date.addingTimeInterval(limit) <= now {
            since[event]?.isRaised = true
            alarms.append(
                Alarm(
                    kind: .disagreement,
                    subject: event.rawValue,
                    message: entry.disagreement.description,
                    raisedAt: entry.date.addingTimeInterval(limit)
                )
            )
        }
        return alarms.sorted { ($0.raisedAt, $0.subject) < ($1.raisedAt, $1.subject) }
    }
}
