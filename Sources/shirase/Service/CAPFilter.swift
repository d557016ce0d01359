// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import CAP
import Gazetteer
import SafeXML

/// What a CAP message of another sender says to the city.
struct CAPFilter: Sendable {
    /// What to do with a message.
    enum Decision {
        /// The desk folds it.
        case message(ForeignMessage)
        /// It is not for the public, or not meant: noted.
        case passed(String)
        /// It must not be taken, and why.
        case refused(String)
    }

    private let profile: CityProfile
    private let outline: Outline

    init(_ profile: CityProfile) {
        self.profile = profile
        outline = profile.outline
    }

    func decide(_ message: CAPMessage) -> Decision {
        guard message.sender != profile.sender.capSender else {
            return .refused("it bears this city's own sender \(message.sender): our alerts do not come in again")
        }
        guard message.scope == .public else {
            return .refused("its scope is \(message.scope.rawValue); only Public messages may be told to residents")
        }
        switch message.status {
        case .actual, .exercise, .test: break
        case .system, .draft: return .passed("its status is \(message.status.rawValue): not for people")
        }
        guard let kind = ForeignMessage.Kind(rawValue: message.kind.rawValue) else {
            return .refused("msgType \(message.kind.rawValue) speaks to other systems, not to residents")
        }
        guard kind == .cancel || !message.infos.isEmpty else { return .refused("it has no <info>: it says nothing") }
        var references: [ForeignMessage.Reference] = []
        for reference in message.references {
            guard let sent = XMLDateTime.date(reference.sent) else {
                return .refused("it refers to \(reference.identifier) by \"\(reference.sent.prefix(40))\", no time")
            }
            references.append(.init(sender: reference.sender, identifier: reference.identifier, sent: sent))
        }
        return .message(
            ForeignMessage(
                sender: message.sender,
                identifier: message.identifier,
                sent: message.sent,
                status: message.status,
                kind: kind,
                references: references,
                areas: areas(of: message),
                facts: kind == .cancel ? nil : facts(of: message)
            )
        )
    }

    private func facts(of message: CAPMessage) -> ForeignAlertFacts? {
        guard let first = message.infos.first else { return nil }
        return ForeignAlertFacts(
            sender: message.sender,
            identifier: message.identifier,
            sent: message.sent,
            urgency: first.urgency,
            severity: first.severity,
            certainty: first.certainty,
            expires: first.expires,
            infos: message.infos.map { info in
                .init(
                    language: info.language ?? "en-US",
                    event: info.event,
                    headline: info.headline,
                    description: info.description,
                    instruction: info.instruction,
                    senderName: info.senderName,
                    areas: info.areas.map(\.description)
                )
            },
            isOver: message.infos.allSatisfy { $0.responses.contains(.allClear) }
        )
    }

    // MARK: Areas

    /// Where in the city it applies: an area that is absent or cannot be understood means nobody, never everybody.
    private func areas(of message: CAPMessage) -> [AreaCode] {
        var found: Set<AreaCode> = []
        for area in message.infos.flatMap(\.areas) { found.formUnion(areas(in: area)) }
        // The whole city holds its towns.
        if found.contains(profile.municipality.id) { return [profile.municipality.id] }
        return found.sorted()
    }

    private func areas(in area: CAPArea) -> Set<AreaCode> {
        let whole = profile.municipality.id
        var found: Set<AreaCode> = []
        for geocode in area.geocodes {
            switch geocode.name {
            case "JMA":
                let code = AreaCode(rawValue: geocode.value)
                guard let known = profile.areas[code] else { continue }
                switch known.kind {
                case .town, .school, .river: found.insert(code)
                case .municipality, .prefecture, .region, .coast: found.insert(whole)
                }
            // 全国地方公共団体コード: five digits, or six with a check digit.
            case "JISX0402" where geocode.value.prefix(5) == profile.codes.seismicMunicipality.prefix(5):
                if (5...6).contains(geocode.value.utf8.count) { found.insert(whole) }
            default: continue
            }
        }
        let isDrawn =
            area.polygons.contains { outline.touches(ring: $0.map(Position.init)) }
            || area.circles.contains { outline.touches(circleAround: Position($0.centre), radius: $0.radius) }
        if isDrawn { found.insert(whole) }
        // A name must be the city's, or that of what holds it, to the letter: towns of one name are many in Japan.
        let name = area.description
        let holders = profile.areas.all.filter { [.municipality, .prefecture, .coast].contains($0.kind) }
        if holders.contains(where: { $0.names.values.contains(name) }) { found.insert(whole) }
        return found
    }
}

extension Position {
    fileprivate init(_ point: CAPArea.Point) {
        self.init(latitude: point.latitude, longitude: point.longitude)
    }
}
