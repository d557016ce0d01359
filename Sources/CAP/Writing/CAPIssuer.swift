// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
public import Foundation

/// Makes the CAP message of an alert: one for each revision, with an `info` block for each language.
public struct CAPIssuer: Sendable {
    /// The words of an alert in one language.
    public struct Text: Sendable, Hashable {
        /// An RFC 3066 tag.
        public var language: String
        /// CAP `event` and `headline`.
        public var headline: String
        /// CAP `description`.
        public var description: String
        /// CAP `instruction`; nil where there is nothing to do.
        public var instruction: String?
        /// CAP `senderName`.
        public var senderName: String
        /// CAP `areaDesc`.
        public var area: String

        /// Words.
        public init(
            language: String,
            headline: String,
            description: String,
            instruction: String?,
            senderName: String,
            area: String
        ) {
            self.language = language
            self.headline = headline
            self.description = description
            self.instruction = instruction
            self.senderName = senderName
            self.area = area
        }
    }

    /// An issuer.
    public init() {}

    /// The message of an alert.
    ///
    /// - Parameters:
    ///   - texts: its words, one for each language.
    ///   - sent: when each of the alerts that it refers to was sent, by identifier; one that is missing is not named.
    ///   - polygons: of the areas, where known.
    ///   - web: where more is to be read.
    public func message(
        of alert: Alert,
        texts: [Text],
        sent: [Alert.ID: Date],
        polygons: [[CAPArea.Point]] = [],
        web: String?
    ) -> CAPMessage {
        CAPMessage(
            identifier: alert.id.rawValue,
            sender: alert.sender,
            sent: alert.sent,
            status: alert.status,
            kind: CAPMessage.Kind(rawValue: alert.messageType.rawValue) ?? .alert,
            source: "\(alert.source.publisher) \(alert.source.bulletin)",
            references: alert.references.compactMap { id in
                sent[id].map { .init(sender: alert.sender, identifier: id.rawValue, sent: CAPWriter.time($0)) }
            },
            incidents: alert.event.rawValue.replacing(" ", with: "-"),
            infos: texts.map { info(of: alert, text: $0, polygons: polygons, web: web) }
        )
    }

    private func info(of alert: Alert, text: Text, polygons: [[CAPArea.Point]], web: String?) -> CAPInfo {
        var info = CAPInfo(
            language: text.language,
            categories: [Self.category(of: alert.hazard)],
            event: text.headline,
            urgency: alert.urgency,
            severity: alert.severity,
            certainty: alert.certainty
        )
        info.responses = [Self.response(to: alert)]
        info.eventCodes = [.init("SHIRASE", alert.hazard.rawValue)]
        if case .weather(let facts) = alert.facts { info.eventCodes.append(.init("JMA", facts.code)) }
        info.effective = alert.sent
        info.onset = alert.onset
        info.expires = alert.expires
        info.senderName = text.senderName
        info.headline = text.headline
        info.description = text.description
        info.instruction = text.instruction
        info.web = web
        // The codes are JMA's, or the municipality's with ours behind a dot (`AreaCode`).
        info.areas = [
            CAPArea(
                description: text.area,
                polygons: polygons,
                geocodes: alert.areas.map { .init("JMA", $0.rawValue) }
            )
        ]
        return info
    }

    private static func category(of hazard: Hazard) -> CAPInfo.Category {
        switch hazard {
        case .earthquake, .earthquakeEarlyWarning, .nankaiTrough, .tsunami, .volcano, .ash, .landslide: .geo
        case .foreign: .other
        case .evacuation, .danger, .missingPerson, .school: .safety
        case .attack, .crime: .security
        case .traffic: .transport
        case .utility: .infrastructure
        case .heat: .health
        case .observation: .environment
        default: .met
        }
    }

    private static func response(to alert: Alert) -> CAPInfo.Response {
        if alert.change == .ended { return .allClear }
        if alert.change == .withdrawn { return .none }
        if case .situation(let facts) = alert.facts {
            return CAPInfo.Response(rawValue: facts.grade.response.rawValue) ?? .none
        }
        return switch alert.severity {
        case .extreme: .execute
        case .severe: .avoid
        case .moderate: .prepare
        case .minor, .unknown: .monitor
        }
    }
}
