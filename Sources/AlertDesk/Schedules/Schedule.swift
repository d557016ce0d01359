// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation

/// The time for which an alert was approved, and what was approved then.
///
/// A pure value: at that time it decides anew whether the alert may go out.
public struct Schedule: Sendable, Hashable {
    /// When it is to go out.
    public let at: Date
    /// How many it would have reached when it was approved.
    public let audience: Int
    /// The hash of what was approved: text in every language, audience and channels (P8).
    public let contentHash: String
    /// When its release was begun; nil before.
    public let firedAt: Date?

    /// A schedule.
    public init(at: Date, audience: Int, contentHash: String, firedAt: Date? = nil) {
        self.at = at
        self.audience = audience
        self.contentHash = contentHash
        self.firedAt = firedAt
    }

    /// How far ahead a time may be.
    public static let furthest: TimeInterval = 90 * 86_400

    /// Why an alert cannot be approved for a time.
    public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
        /// It has passed.
        case past(Date)
        /// The alert has expired by then.
        case afterExpiry(Date, expires: Date)
        /// Nobody can know today what will be right then.
        case tooFar(Date)
        /// A cancel stops what it cancels at once, or it is none.
        case cancel(Alert.ID)

        /// What is wrong and what to do.
        public var description: String {
            switch self {
            case .past(let at):
                "\(Schedule.text(of: at)) has passed; give a time ahead, or no time to send it now"
            case .afterExpiry(let at, let expires):
                "at \(Schedule.text(of: at)) the alert has expired (\(Schedule.text(of: expires))); give an earlier time"
            case .tooFar(let at):
                "\(Schedule.text(of: at)) is more than 90 days ahead; approve it nearer to its time"
            case .cancel(let id):
                "\(id) cancels what was announced and cannot wait for a time"
            }
        }
    }

    /// Refuses a time for which no alert may be approved.
    public static func check(_ at: Date, for alert: Alert, now: Date) throws(Refusal) {
        guard alert.messageType != .cancel else { throw .cancel(alert.id) }
        guard at > now else { throw .past(at) }
        guard at < alert.expires else { throw .afterExpiry(at, expires: alert.expires) }
        guard at.timeIntervalSince(now) <= furthest else { throw .tooFar(at) }
    }

    /// What is found at the time.
    public struct Finding: Sendable, Hashable {
        /// The hash of what would go out now.
        public var contentHash: String
        /// How many it would reach now.
        public var audience: Int

        /// A finding.
        public init(contentHash: String, audience: Int) {
            self.contentHash = contentHash
            self.audience = audience
        }
    }

    /// Why an alert does not go out at its time.
    public enum Reason: Sendable, Hashable, CustomStringConvertible {
        /// Its approval is gone or names something else.
        case notApproved
        /// It has expired.
        case expired
        /// Nobody was there to send it in time.
        case late(minutes: Int)
        /// Another alert of the same event says something newer.
        case replaced(by: Alert.ID)
        /// It is a drill, and drills go nowhere now.
        case drillsStay
        /// Its words are not those that were approved.
        case otherContent
        /// It would reach other numbers of people than was shown.
        case otherAudience(shown: Int, now: Int)

        /// What officers read.
        public var description: String {
            switch self {
            case .notApproved: "its approval does not name what was scheduled"
            case .expired: "it had expired by then"
            case .late(let minutes): "its time was \(minutes) minutes ago, longer than it may be late"
            case .replaced(let by): "\(by) says something newer of the same event"
            case .drillsStay: "it is a drill, and no drill goes out from here now"
            case .otherContent: "its text, audience or channels are not what was approved"
            case .otherAudience(let shown, let now): "it would reach \(now) people, \(shown) were shown at its approval"
            }
        }
    }

    /// What to do now.
    public enum Judgement: Sendable, Hashable {
        /// Its time has not come.
        case wait
        /// All is as it was approved.
        case send
        /// It waits for officers again.
        case hold(Reason)
    }

    /// What to do with an alert now.
    ///
    /// - Parameters:
    ///   - grace: how late it may go out, in seconds.
    ///   - successor: a newer alert that refers to this one.
    ///   - goesOut: whether alerts of its status go anywhere.
    ///   - finding: asked only where the time has come and nothing else stands against it.
    public func judge(
        _ stored: StoredAlert,
        now: Date,
        grace: TimeInterval,
        successor: Alert.ID?,
        goesOut: Bool,
        finding: () throws -> Finding
    ) rethrows -> Judgement {
        guard now >= at else { return .wait }
        guard stored.lifecycle.state == .approved, stored.approval?.contentHash == contentHash else {
            return .hold(.notApproved)
        }
        guard stored.alert.expires > now else { return .hold(.expired) }
        let late = now.timeIntervalSince(at)
        guard late <= grace else { return .hold(.late(minutes: Int(late / 60))) }
        if let successor { return .hold(.replaced(by: successor)) }
        guard goesOut else { return .hold(.drillsStay) }
        let found = try finding()
        guard found.contentHash == contentHash else { return .hold(.otherContent) }
        // Within a twentieth, or ten people, of what was shown.
        guard abs(found.audience - audience) * 20 <= max(audience, 200) else {
            return .hold(.otherAudience(shown: audience, now: found.audience))
        }
        return .send
    }

    /// A time as officers read it: Japan's, which knows no summer time.
    public static func text(of date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: TimeZone(secondsFromGMT: 9 * 3_600) ?? .gmt)
        )
    }
}
