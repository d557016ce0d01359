// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation

/// What is known of one gauge: its last value, the step in force, and whether it can be believed; no clock, no store.
///
/// - A step comes into force once the value has been at or above its `from` for `hold`, and ends once it has been below
///   its `release` for `calm`; times are those of the readings. A gap longer than the gauge may be silent breaks both.
/// - A value outside what is possible, or further from the last than can be, counts for nothing; a jump counts once the
///   next reading confirms it.
/// - A gauge that stands still for too long is frozen: its steps stay as they are until it moves.
public struct GaugeState: Sendable, Hashable, Codable {
    /// What became of a reading.
    public enum Taken: Sendable, Hashable {
        /// It counts.
        case counted
        /// The very same reading came before.
        case repeated
        /// A later one came before it.
        case late
        /// It cannot be so, and why.
        case impossible(String)
    }

    /// Why a gauge cannot be believed.
    public enum Fault: Sendable, Hashable, Codable {
        /// Nothing came since then.
        case silent(since: Date)
        /// The very same value came since then.
        case frozen(since: Date, value: Double)
        /// A value that cannot be.
        case impossible(at: Date, value: Double, why: String)
    }

    /// A value and when it was measured.
    public struct Reading: Sendable, Hashable, Codable {
        /// In the quantity's unit.
        public var value: Double
        /// When it was measured.
        public var observedAt: Date
    }

    /// The last reading that counted; nil before the first.
    public private(set) var last: Reading?
    /// The name of the step in force; nil below all.
    public private(set) var step: String?
    /// Why it cannot be believed; nil where it can.
    public private(set) var fault: Fault?
    /// Reports that the alert desk has not taken yet, oldest first.
    public internal(set) var pending: [HazardReport] = []
    /// Since when it is awaited.
    private var awaitedSince: Date
    /// Since when the value has been at or above each step's `from`.
    private var above: [String: Date] = [:]
    private var belowSince: Date?
    private var sameSince: Date?
    private var doubtful: Reading?

    /// A gauge that is awaited from now on.
    public init(awaitedSince: Date) {
        self.awaitedSince = awaitedSince
    }

    /// Takes a reading in; where a step is passed, a report is pending afterwards.
    public mutating func take(_ value: Double, observedAt: Date, of gauge: Gauge) -> Taken {
        if let last, observedAt <= last.observedAt {
            return last == Reading(value: value, observedAt: observedAt) ? .repeated : .late
        }
        if let why = implausible(value, observedAt, gauge) {
            fault = .impossible(at: observedAt, value: value, why: why)
            return .impossible(why)
        }
        doubtful = nil
        if let last, observedAt.timeIntervalSince(last.observedAt) > gauge.silentAfter {
            (above, belowSince, sameSince) = ([:], nil, nil)
        }
        if value != last?.value || sameSince == nil { sameSince = observedAt }
        last = Reading(value: value, observedAt: observedAt)
        if let since = sameSince, let limit = gauge.frozenAfter, value != gauge.rest,
            observedAt.timeIntervalSince(since) >= limit
        {
            fault = .frozen(since: since, value: value)
            return .counted
        }
        fault = nil
        pass(value, observedAt, gauge)
        return .counted
    }

    /// Looks whether the gauge has become silent.
    public mutating func tick(_ now: Date, of gauge: Gauge) {
        let since = last?.observedAt ?? awaitedSince
        guard now.timeIntervalSince(since) > gauge.silentAfter else { return }
        if case .silent? = fault { return }
        fault = .silent(since: since)
    }

    private mutating func implausible(_ value: Double, _ observedAt: Date, _ gauge: Gauge) -> String? {
        guard value.isFinite, gauge.possible.contains(value) else {
            return "it lies outside \(gauge.possible.lowerBound) to \(gauge.possible.upperBound)"
        }
        guard let limit = gauge.greatestChange, let last,
            observedAt.timeIntervalSince(last.observedAt) <= 3 * gauge.interval, abs(value - last.value) > limit
        else { return nil }
        // Two in a row that agree are the world's doing, not the gauge's.
        if let doubtful, observedAt > doubtful.observedAt, abs(value - doubtful.value) <= limit { return nil }
        doubtful = Reading(value: value, observedAt: observedAt)
        return "it lies more than \(limit) from the \(last.value) before it; the next reading decides"
    }

    private mutating func pass(_ value: Double, _ observedAt: Date, _ gauge: Gauge) {
        for step in gauge.steps {
            above[step.name] = value >= step.from ? above[step.name] ?? observedAt : nil
        }
        let current = gauge.steps.lastIndex { $0.name == step }
        let reached = gauge.steps.lastIndex { step in
            above[step.name].map { observedAt.timeIntervalSince($0) >= step.hold } ?? false
        }
        if let reached, reached > current ?? -1 {
            belowSince = nil
            return enter(gauge.steps[reached], gauge)
        }
        guard let current else {
            // The profile has lost the step that was in force.
            if step != nil { enter(nil, gauge) }
            return
        }
        guard value < gauge.steps[current].release else {
            belowSince = nil
            return
        }
        let since = belowSince ?? observedAt
        belowSince = since
        guard observedAt.timeIntervalSince(since) >= gauge.steps[current].calm else { return }
        belowSince = nil
        enter(gauge.steps[..<current].last { value >= $0.release }, gauge)
    }

    private mutating func enter(_ step: Gauge.Step?, _ gauge: Gauge) {
        self.step = step?.name
        guard let last else { return }
        pending.append(gauge.report(of: last, in: step))
    }
}

extension Gauge {
    /// What the city hears of a step that was passed.
    fileprivate func report(of reading: GaugeState.Reading, in step: Step?) -> HazardReport {
        HazardReport(
            hazard: .observation,
            subject: .event("\(id.station)-\(id.quantity.rawValue)"),
            status: .actual,
            kind: .issued,
            reportedAt: reading.observedAt,
            serial: nil,
            source: Source(
                publisher: "",
                bulletin: GaugeState.bulletin,
                title: "市内観測情報",
                publishedAt: reading.observedAt
            ),
            areas: areas,
            facts: .observation(
                ObservationFacts(
                    station: id.station,
                    stationName: stationName,
                    stationReading: stationReading,
                    quantity: id.quantity,
                    value: reading.value,
                    step: step?.name,
                    measure: step?.measure.rawValue ?? 0,
                    observedAt: reading.observedAt
                )
            )
        )
    }
}

extension GaugeState {
    /// What observations are called where bulletins have JMA's codes.
    public static let bulletin = "OBSERVATION"

    /// What is wrong, for operators; nil where nothing is.
    public func complaint(of gauge: Gauge) -> String? {
        switch fault {
        case nil: nil
        case .silent(let since):
            "\(gauge.stationName): no reading since \(since.formatted(.iso8601)); check the station and its line"
        case .frozen(let since, let value):
            "\(gauge.stationName): the same \(value) \(gauge.id.quantity.unit) since \(since.formatted(.iso8601)); "
                + "its steps stay as they are until it moves"
        case .impossible(let time, let value, let why):
            "\(gauge.stationName): \(value) \(gauge.id.quantity.unit) at \(time.formatted(.iso8601)) cannot be: \(why)"
        }
    }
}
