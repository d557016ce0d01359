// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// Writes subscribers as the CSV that `SubscriberImport` reads: reading it back gives the same subscriptions.
public struct SubscriberExport: Sendable {
    private let registry: Registry

    /// An export of a registry.
    public init(of registry: Registry) {
        self.registry = registry
    }

    /// Hands over the file line by line, the first row first, each with its CRLF.
    public func forEachLine(_ body: (String) throws -> Void) throws {
        try body(SubscriberColumns.names.joined(separator: ",") + "\r\n")
        try registry.forEachSubscriber { address, language, subscriptions, quiet in
            let fields = [address, language] + Self.words(for: subscriptions) + [quiet?.description ?? ""]
            try body(fields.map(Self.field).joined(separator: ",") + "\r\n")
        }
    }

    /// The columns topics, areas and thresholds.
    ///
    /// Topics with one threshold in the same areas share the column of areas; a topic that differs names its areas
    /// itself, as `topic@area=threshold`.
    private static func words(for subscriptions: [Subscription]) -> [String] {
        var topics: [Topic] = []
        var chosen: [Topic: [AreaCode: Measure]] = [:]
        for subscription in subscriptions {
            if !topics.contains(subscription.topic) { topics.append(subscription.topic) }
            chosen[subscription.topic, default: [:]][subscription.area] = subscription.threshold
        }
        let shared =
            topics.lazy.compactMap { chosen[$0] }.first { Set($0.values).count == 1 }
            .map { Set($0.keys) } ?? []
        let thresholds = topics.flatMap { topic -> [String] in
            let areas = (chosen[topic] ?? [:]).sorted { $0.key < $1.key }
            if let one = areas.first?.value, areas.allSatisfy({ $0.value == one }), Set(areas.map(\.key)) == shared {
                return ["\(topic.rawValue)=\(one.threshold(for: topic))"]
            }
            return areas.map { "\(topic.rawValue)@\($0.key.rawValue)=\($0.value.threshold(for: topic))" }
        }
        return [topics.map(\.rawValue), shared.sorted().map(\.rawValue), thresholds].map { $0.joined(separator: ";") }
    }

    /// Quotes a field (RFC 4180) and disarms what a spreadsheet would run as a formula (ASVS 1.2.10).
    static func field(_ text: String) -> String {
        let text = Formula.disarm(text)
        guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
