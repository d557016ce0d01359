// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// How strong an event is on the scale of its topic: what residents' thresholds are compared with.
///
/// Earthquakes: `SeismicIntensity.rawValue`. Weather: the warning level, 1 to 5. Observation: millimetres of
/// rain an hour. Tsunami: `TsunamiGrade.rawValue`.
public struct Measure: RawRepresentable, Hashable, Sendable, Codable, Comparable {
    /// The step on the scale; 0 is "nothing".
    public let rawValue: Int

    /// A step on the topic's scale.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Nothing.
    public static let none = Measure(rawValue: 0)

    /// Weaker first.
    public static func < (left: Measure, right: Measure) -> Bool {
        left.rawValue < right.rawValue
    }

    /// Reads a threshold of a topic as people write it: `4`, `5-`, `5+`, `5弱` for earthquakes, `advisory`, `warning`,
    /// `major-warning` for tsunami, the level for weather, millimetres an hour for observations, and `1` for topics
    /// without a scale.
    ///
    /// Returns nil for what is not on the topic's scale.
    public init?(threshold text: String, topic: Topic) {
        switch topic {
        case .earthquake:
            guard let intensity = SeismicIntensity(code: text), intensity != .fiveLowerPresumed else { return nil }
            self.init(rawValue: intensity.rawValue)
        case .tsunami:
            guard let grade = TsunamiGrade(name: text), grade > .none else { return nil }
            self.init(rawValue: grade.rawValue)
        case .weather:
            guard let level = Int(text), (1...5).contains(level), text.utf8.count == 1 else { return nil }
            self.init(rawValue: level)
        case .observation:
            guard let millimetres = Int(text), (1...999).contains(millimetres) else { return nil }
            self.init(rawValue: millimetres)
        case .emergency, .school, .crime, .magazine:
            guard text == "1" else { return nil }
            self.init(rawValue: 1)
        }
    }

    /// The threshold as people write it on the scale of a topic.
    public func threshold(for topic: Topic) -> String {
        switch topic {
        case .earthquake: SeismicIntensity(rawValue: rawValue)?.code ?? String(rawValue)
        case .tsunami: TsunamiGrade(rawValue: rawValue)?.name ?? String(rawValue)
        case .weather, .emergency, .observation, .school, .crime, .magazine: String(rawValue)
        }
    }
}
