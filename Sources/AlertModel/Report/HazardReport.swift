// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Date

/// What one bulletin says of one hazard in the city: Intake's word to AlertDesk.
public struct HazardReport: Sendable, Hashable, Codable {
    /// Head/InfoType.
    public enum Kind: Int, Sendable, Hashable, Codable, Comparable {
        /// 発表, and 遅延, which says the same late.
        case issued = 0
        /// 訂正
        case corrected = 1
        /// 取消
        case withdrawn = 2

        /// A withdrawal of the same minute is the later word.
        public static func < (left: Kind, right: Kind) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// What weight its word has beside that of other bulletins about the same.
    public enum Role: String, Sendable, Hashable, Codable {
        /// It decides.
        case primary
        /// A bulletin of the old warning system (VPWW53, VPWW54, VXWW50): it decides only until one of the new speaks.
        case legacy
        /// A digest of what is in force (VPWS50): it is compared with what is known and decides nothing.
        case reference
    }

    /// What the report is about within its hazard.
    public enum Subject: Sendable, Hashable, Codable {
        /// One event by JMA's Head/EventID: an earthquake.
        case event(String)
        /// The state of one area: a coast, a municipality.
        case area(AreaCode)
    }

    /// The hazard.
    public var hazard: Hazard
    /// The event or the area.
    public var subject: Subject
    /// Actual, exercise or test.
    public var status: AlertStatus
    /// First word, correction or withdrawal.
    public var kind: Kind
    /// Head/ReportDateTime: the order of reports, not that of their arrival.
    public var reportedAt: Date
    /// Head/Serial, where the bulletin counts.
    public var serial: Int?
    /// Control/DateTime, to the second: the order of reports of one minute, such as two corrections. Nil where unknown.
    public var sentAt: Date?
    /// Whose word it is.
    public var source: Source
    /// Where in the city it applies.
    public var areas: [AreaCode]
    /// The values; nil only for a withdrawal, which carries none.
    public var facts: Facts?
    /// What weight it has.
    public var role: Role {
        get { storedRole ?? .primary }
        set { storedRole = newValue == .primary ? nil : newValue }
    }
    /// JMA's own sentence (Head/Headline/Text), for officers and alarms.
    public var headline: String?
    /// Nil for primary, as in what was stored before there were roles.
    private var storedRole: Role?

    /// A report; `facts` is nil only for a withdrawal.
    public init(
        hazard: Hazard,
        subject: Subject,
        status: AlertStatus,
        kind: Kind,
        reportedAt: Date,
        serial: Int?,
        source: Source,
        areas: [AreaCode],
        facts: Facts?,
        sentAt: Date? = nil,
        role: Role = .primary,
        headline: String? = nil
    ) {
        self.hazard = hazard
        self.subject = subject
        self.status = status
        self.kind = kind
        self.reportedAt = reportedAt
        self.serial = serial
        self.sentAt = sentAt
        self.source = source
        self.areas = areas
        self.facts = facts
        self.headline = headline
        self.role = role
    }

    /// The chain of alerts that it belongs to: hazard, subject and world.
    public var event: EventKey {
        let subject =
            switch subject {
            case .event(let id): id
            case .area(let code): code.rawValue
            }
        return EventKey(rawValue: "\(hazard.rawValue)/\(subject)/\(status.rawValue)")
    }

    /// Whether this report is a later word than another of the same bulletin: by the minute of its report, then by
    /// serial, then by the second of its sending, then by kind.
    ///
    /// The minute comes before the second: JMA repeats the former in corrections, and a delayed bulletin (遅延) bears the
    /// minute that it should have had.
    public func isLater(than other: HazardReport) -> Bool {
        if reportedAt != other.reportedAt { return reportedAt > other.reportedAt }
        if (serial ?? 0) != (other.serial ?? 0) { return (serial ?? 0) > (other.serial ?? 0) }
        let sent = (sentAt ?? .distantPast, other.sentAt ?? .distantPast)
        if sent.0 != sent.1 { return sent.0 > sent.1 }
        return kind > other.kind
    }
}
