// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// CAP `status` (CAP 1.2 section 3.2.1): whether an alert is meant.
public enum AlertStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// To be acted on.
    case actual = "Actual"
    /// 訓練: for those who take part in a drill.
    case exercise = "Exercise"
    /// For the machines that carry alerts.
    case system = "System"
    /// 試験: technical testing, to be ignored by people.
    case test = "Test"
    /// Not yet meant.
    case draft = "Draft"
}

/// CAP `msgType` (CAP 1.2 section 3.2.1), those that we send.
public enum MessageType: String, Sendable, Hashable, Codable, CaseIterable {
    /// First word of an event.
    case alert = "Alert"
    /// Replaces what `references` names.
    case update = "Update"
    /// Withdraws what `references` names.
    case cancel = "Cancel"
}

/// CAP `urgency`.
public enum Urgency: String, Sendable, Hashable, Codable, CaseIterable {
    case immediate = "Immediate"
    case expected = "Expected"
    case future = "Future"
    case past = "Past"
    case unknown = "Unknown"
}

/// CAP `severity`.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    case extreme = "Extreme"
    case severe = "Severe"
    case moderate = "Moderate"
    case minor = "Minor"
    case unknown = "Unknown"
}

/// CAP `certainty`.
public enum Certainty: String, Sendable, Hashable, Codable, CaseIterable {
    case observed = "Observed"
    case likely = "Likely"
    case possible = "Possible"
    case unlikely = "Unlikely"
    case unknown = "Unknown"
}
