// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Logging
import Registry
import Web

extension CityService {
    var intakeEndpoint: IntakeEndpoint? {
        guard settings.intake.token != nil || settings.intake.secret != nil else { return nil }
        let credentials = IntakeCredentials(token: settings.intake.token, secret: settings.intake.secret)
        return IntakeEndpoint(credentials: credentials) { [self] form, bytes in answer(form, Data(bytes)) }
    }

    private func answer(_ form: IntakeForm, _ bytes: Data) -> IntakeAnswer {
        defer { work.continuation.yield() }
        do {
            let answer =
                switch form {
                case .telegram: try intake.telegram(bytes, channel: "http")
                case .alert: try intake.alert(bytes, channel: "http")
                case .observations: try intake.observations(bytes, channel: "http")
                }
            switch answer {
            case .refused(let reason): return .refused(reason: reason)
            case .observed(let receipt): return .observed(json: try JSON.encode(receipt))
            case .taken(let disposition): return Self.answer(to: disposition)
            }
        } catch {
            logger.error("document cannot be stored", metadata: ["reason": "\(error)"])
            return .unavailable(reason: "it cannot be stored now; send it again")
        }
    }

    private static func answer(to disposition: Disposition) -> IntakeAnswer {
        switch disposition {
        case .alerts(let made):
            let ids = made.map(\.alert.id.rawValue).joined(separator: " ")
            let holds = made.compactMap(\.hold)
            return holds.count == made.count ? .waits(id: ids, reason: holds[0]) : .alert(id: ids)
        case .duplicate(let earlier): return .duplicate(reason: earlier)
        case .shown(let reason), .noChange(let reason), .notConcerned(let reason): return .noAlert(reason: reason)
        case .unreadable(let reason): return .refused(reason: reason)
        case .postponed(let reason): return .unavailable(reason: reason)
        }
    }

    var unsubscribeEndpoint: UnsubscribeEndpoint {
        UnsubscribeEndpoint(
            language: { [rooms] token in try rooms.registry.language(token: token) },
            leave: { [rooms] token in
                switch try rooms.registry.leave(token: token, now: Date()) {
                case .left: .left
                case .hadLeft: .hadLeft
                case .unknownLink: .unknownLink
                }
            },
            phrase: { [city] key, language in city.phrase(key, in: language) }
        )
    }
}
