// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// Writes subscribers as the CSV that `SubscriberImport` reads.
public struct SubscriberExport: Sendable {
    private let registry: Registry

    /// An export of a registry.
    public init(of registry: Registry) {
        self.registry = registry
    }

    /// Hands over the file line by line, the first row first, each with its CRLF.
    public func forEachLine(_ body: (String) throws -> Void) throws {
        try body(SubscriberColumns.names.joined(separator: ",") + "\r\n")
        try registry.forEachSubscriber { address, language, subscriptions in
            var topics: [Topic] = []
            var areas: [AreaCode] = []
            var thresholds: [Topic: Measure] = [:]
            for subscription in subscriptions {
                if !topics.contains(subscription.topic) { topics.append(subscription.topic) }
                if !areas.contains(subscription.area) { areas.append(subscription.area) }
                thresholds[subscription.topic] = subscription.threshold
            }
            let fields = [
                address,
                language,
                topics.map(\.rawValue).joined(separator: ";"),
                areas.map(\.rawValue).joined(separator: ";"),
                topics.compactMap { topic in
                    thresholds[topic].map { "\(topic.rawValue)=\($0.threshold(for: topic))" }
                }.joined(separator: ";"),
            ]
            try body(fields.map(Self.field).joined(separator: ",") + "\r\n")
        }
    }

    /// Quotes a field (RFC 4180) and disarms what a spreadsheet would run as a formula (ASVS 1.2.10).
    static func field(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
        guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
