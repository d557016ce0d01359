// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// A topic as the city offers it.
public struct TopicProfile: Sendable, Hashable {
    /// The topics there are: weather, emergency, earthquake, tsunami, observation, school, crime, magazine.
    public static let keys = [
        "weather", "emergency", "earthquake", "tsunami", "observation", "school", "crime", "magazine",
    ]

    /// One of ``keys``.
    public let key: String
    /// From what on a resident is told who has not chosen; none where the topic has no threshold.
    ///
    /// A 震度 in JMA's code ("4", "5-"), a warning level ("2" to "5"), a tsunami grade ("advisory", "warning",
    /// "major-warning"), or millimetres of rain an hour, according to the topic.
    public let defaultThreshold: String?
    /// The first label of the topic's List-Id.
    public let listIdLabel: String
}

extension SenderIdentity {
    /// The List-Id of a topic without its angle brackets: "weather.lists.example.jp".
    public func listId(of topic: TopicProfile) -> String {
        "\(topic.listIdLabel).\(listIdDomain)"
    }
}
