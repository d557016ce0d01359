// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Logging

/// Writes log entries to standard error: a JSON object a line, or text where a person reads along.
struct LineLogHandler: LogHandler {
    enum Format: String, CaseIterable {
        case json
        case text
    }

    let label: String
    let format: Format
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let line =
            switch format {
            case .json: json(event.level, event.message, all)
            case .text: text(event.level, event.message, all)
            }
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func json(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata) -> String {
        var fields: [String: String] = metadata.mapValues { "\($0)" }
        fields["ts"] = Date().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        fields["level"] = level.rawValue
        fields["msg"] = "\(message)"
        fields["component"] = label
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(fields) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    private func text(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata) -> String {
        let details = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.clean("\($0.value)"))" }.joined()
        return "\(level.rawValue.uppercased()) \(label): \(message)\(details)"
    }

    /// Nothing logged may end the line or move the cursor.
    private static func clean(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        )
    }
}
