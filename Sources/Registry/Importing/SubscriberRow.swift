// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import Foundation
import Localization

/// What the import must know of the city, given by the wiring: this room reads neither mail addresses nor profiles.
public struct ImportRules: Sendable {
    /// Checks an address; throws what is wrong with it, without naming it.
    public var address: @Sendable (String) throws -> SubscriberAddress
    /// Finds an area by code or by name; nil for one that the city does not have.
    public var area: @Sendable (String) -> AreaCode?
    /// The area of a row that names none.
    public var wholeCity: AreaCode
    /// The threshold of a topic for which a row names none; a topic that is missing here is not offered.
    public var defaultThresholds: [Topic: Measure]

    /// Rules of one city.
    public init(
        address: @escaping @Sendable (String) throws -> SubscriberAddress,
        area: @escaping @Sendable (String) -> AreaCode?,
        wholeCity: AreaCode,
        defaultThresholds: [Topic: Measure]
    ) {
        self.address = address
        self.area = area
        self.wholeCity = wholeCity
        self.defaultThresholds = defaultThresholds
    }
}

/// The columns of an import file, by the names in its first row.
struct SubscriberColumns {
    static let names = ["email", "language", "topics", "areas", "thresholds", "quiet"]
    private let index: [String: Int]
    let count: Int

    init(header: [String], line: Int) throws(ImportFault) {
        var index: [String: Int] = [:]
        for (position, name) in header.enumerated() {
            let name = name.trimmingCharacters(in: .whitespaces).lowercased()
            guard Self.names.contains(name) else {
                throw ImportFault(
                    line: line,
                    "unknown column \(ImportFault.quoted(name)); the first row names the columns: "
                        + Self.names.joined(separator: ", ")
                )
            }
            guard index[name] == nil else { throw ImportFault(line: line, "column '\(name)' appears twice") }
            index[name] = position
        }
        for required in ["email", "language", "topics"] where index[required] == nil {
            throw ImportFault(line: line, "column '\(required)' is missing; the first row names the columns")
        }
        self.index = index
        self.count = header.count
    }

    func value(_ name: String, of fields: [String]) -> String {
        guard let position = index[name], position < fields.count else { return "" }
        return fields[position].trimmingCharacters(in: .whitespaces)
    }
}

/// Why a row or a file is not taken; never holds an address.
public struct ImportFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line that the row starts on, counted from 1.
    public let line: Int
    /// What is wrong.
    public let reason: String

    init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    /// A word of the file for a reason: short, without control characters, and never what may be an address, which may
    /// stand in any column (promise P9).
    static func quoted(_ text: String) -> String {
        guard !text.contains(where: { "@＠﹫".contains($0) }) else { return "(an address, it seems)" }
        let printable = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let word = String(String.UnicodeScalarView(printable))
        return word.count > 40 ? "'\(word.prefix(40))…'" : "'\(word)'"
    }

    /// Line and reason.
    public var description: String { "line \(line): \(reason)" }
}

extension Subscriber {
    /// Reads one row, telling all its faults at once.
    init(fields: [String], columns: SubscriberColumns, line: Int, rules: ImportRules) throws(ImportFault) {
        var faults: [String] = []
        if fields.count != columns.count {
            faults.append("\(fields.count) fields where the first row has \(columns.count)")
        }
        var address: SubscriberAddress?
        do {
            address = try rules.address(Formula.arm(columns.value("email", of: fields)))
        } catch {
            faults.append("email: \(error)")
        }
        let tag = columns.value("language", of: fields)
        let language = Language(rawValue: tag)
        if language == nil {
            faults.append(
                "language: \(ImportFault.quoted(tag)) is not one of "
                    + Language.all.map(\.rawValue).joined(separator: ", ")
            )
        }
        let topics = Subscriber.topics(columns.value("topics", of: fields), rules: rules, faults: &faults)
        let areas = Subscriber.areas(columns.value("areas", of: fields), rules: rules, faults: &faults)
        let thresholds = Subscriber.thresholds(
            columns.value("thresholds", of: fields),
            of: topics,
            rules: rules,
            faults: &faults
        )
        let quiet = Subscriber.quiet(columns.value("quiet", of: fields), faults: &faults)
        guard faults.isEmpty, let address, let language else {
            throw ImportFault(line: line, faults.joined(separator: "; "))
        }
        var subscriptions: [Subscription] = []
        for topic in topics {
            let named = thresholds.byArea[topic] ?? [:]
            if named.isEmpty {
                let threshold = thresholds.overall[topic] ?? rules.defaultThresholds[topic] ?? Measure(rawValue: 1)
                subscriptions += areas.map { Subscription(topic: topic, area: $0, threshold: threshold) }
            } else {
                subscriptions += named.sorted { $0.key < $1.key }
                    .map { Subscription(topic: topic, area: $0.key, threshold: $0.value) }
            }
        }
        self.init(address: address, language: language, subscriptions: subscriptions, quiet: quiet)
    }

    private static func quiet(_ text: String, faults: inout [String]) -> QuietHours? {
        guard !text.isEmpty else { return nil }
        let hours = QuietHours(text)
        if hours == nil {
            faults.append(
                "quiet: \(ImportFault.quoted(text)) is not from-until in Japan's time, for instance 22:00-07:00"
            )
        }
        return hours
    }

    private static func topics(_ text: String, rules: ImportRules, faults: inout [String]) -> [Topic] {
        let offered = rules.defaultThresholds.keys.map(\.rawValue).sorted().joined(separator: ", ")
        var topics: [Topic] = []
        for word in words(text) {
            guard let topic = Topic(rawValue: word), rules.defaultThresholds[topic] != nil else {
                faults.append("topics: \(ImportFault.quoted(word)) is not one of \(offered)")
                continue
            }
            if !topics.contains(topic) { topics.append(topic) }
        }
        if topics.isEmpty, faults.allSatisfy({ !$0.hasPrefix("topics") }) {
            faults.append("topics: none named; known: \(offered)")
        }
        return topics
    }

    private static func areas(_ text: String, rules: ImportRules, faults: inout [String]) -> [AreaCode] {
        var areas: [AreaCode] = []
        for word in words(text) {
            guard let area = rules.area(word) else {
                faults.append("areas: \(ImportFault.quoted(word)) is no area of this city; give codes or names")
                continue
            }
            if !areas.contains(area) { areas.append(area) }
        }
        // An empty column means the whole city; an unreadable one is a fault and never widens to it.
        return areas.isEmpty ? [rules.wholeCity] : areas
    }

    /// Thresholds as a row gives them.
    private struct Thresholds {
        /// For all areas of the row.
        var overall: [Topic: Measure] = [:]
        /// For areas named with the topic.
        var byArea: [Topic: [AreaCode: Measure]] = [:]
    }

    private static func thresholds(
        _ text: String,
        of topics: [Topic],
        rules: ImportRules,
        faults: inout [String]
    ) -> Thresholds {
        var found = Thresholds()
        for word in words(text) {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            let place = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let name = place.first, let topic = Topic(rawValue: name) else {
                let word = ImportFault.quoted(word)
                faults.append("thresholds: \(word) is not topic=threshold, for instance earthquake=5-")
                continue
            }
            guard topics.contains(topic) else {
                faults.append("thresholds: \(topic.rawValue) is not among the row's topics")
                continue
            }
            guard let measure = Measure(threshold: parts[1], topic: topic) else {
                let value = ImportFault.quoted(parts[1])
                faults.append("thresholds: \(value) is not on the scale of \(topic.rawValue)")
                continue
            }
            guard place.count == 2 else {
                found.overall[topic] = measure
                continue
            }
            guard let area = rules.area(place[1]) else {
                faults.append(
                    "thresholds: \(ImportFault.quoted(place[1])) is no area of this city; give codes or names"
                )
                continue
            }
            found.byArea[topic, default: [:]][area] = measure
        }
        for topic in topics where found.overall[topic] != nil && found.byArea[topic] != nil {
            faults.append("thresholds: \(topic.rawValue) stands both with and without an area; give one or the other")
        }
        return found
    }

    /// Several values in one field are parted by semicolons, bars or spaces.
    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { ";| \u{3000}".contains($0) }).map(String.init)
    }
}
