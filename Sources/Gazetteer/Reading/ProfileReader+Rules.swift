// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension ProfileReader {
    private static let intensities = ["3", "4", "5-", "5+", "6-", "6+", "7"]
    private static let tsunamiGrades = ["major-warning", "warning", "advisory"]

    func topics(_ file: Fields) -> [TopicProfile] {
        file.allow(["topics"])
        var seen: Set<String> = []
        return file.list("topics").map { fields in
            fields.allow(["key", "defaultThreshold", "listIdLabel"])
            let topic = TopicProfile(
                key: fields.text("key", .oneOf(TopicProfile.keys)),
                defaultThreshold: fields.optionalText("defaultThreshold"),
                listIdLabel: fields.text("listIdLabel", .label)
            )
            if !topic.key.isEmpty, !seen.insert(topic.key).inserted {
                fields.fault("key", "\(topic.key) stands twice")
            }
            if !topic.listIdLabel.isEmpty, !seen.insert("list:" + topic.listIdLabel).inserted {
                fields.fault("listIdLabel", "\(topic.listIdLabel) stands twice")
            }
            checkThreshold(of: topic, fields)
            return topic
        }
    }

    private func checkThreshold(of topic: TopicProfile, _ fields: Fields) {
        guard let threshold = topic.defaultThreshold else { return }
        let check: Check? =
            switch topic.key {
            case "weather": .oneOf(["2", "3", "4", "5"])
            case "earthquake": .oneOf(Self.intensities)
            case "tsunami": .oneOf(Self.tsunamiGrades)
            case "observation":
                Check(wanted: "millimetres an hour, 1 to 200") { Int($0).map { (1...200).contains($0) } ?? false }
            default: nil
            }
        guard let check else {
            fields.fault("defaultThreshold", "the topic \(topic.key) has none")
            return
        }
        if !check.accepts(threshold) {
            fields.fault("defaultThreshold", "must be \(check.wanted)")
        }
    }
}
