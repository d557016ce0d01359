// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import CAP
import Foundation
import Intake
import Logging
import SafeXML
import Sensors
import Transfer

/// From a document's bytes to what became of them, whichever way they came: JMA telegrams, CAP messages, readings.
struct IntakeDesk: Sendable {
    /// What the desk said of a document that could be read, or why it could not.
    enum Answer: Sendable {
        case taken(Disposition)
        /// Readings: what became of each.
        case observed(ObservationReceipt)
        /// It cannot be taken as it is: one sentence.
        case refused(String)
    }

    private let desk: AlertDesk
    private let filter: CityFilter
    private let capFilter: CAPFilter
    private let sensors: SensorDesk
    private let reader = TelegramReader()
    private let logger: Logger

    init(rooms: Rooms, city: City, logger: Logger) {
        desk = rooms.desk
        filter = CityFilter(scope: city.scope)
        capFilter = CAPFilter(city.profile)
        sensors = SensorDesk(rooms: rooms, logger: logger)
        self.logger = logger
    }

    /// Takes a document of any form, compressed by gzip or not.
    ///
    /// - Parameter channel: by which way it came, for logs and alarms.
    /// - Throws: what the storage throws; then nothing was taken, and the same bytes may come again.
    func receive(_ bytes: Data, channel: String, now: Date = Date()) throws -> Answer {
        let document: Data
        do throws(Gzip.Fault) {
            document =
                Gzip.isGzip(bytes) ? try Gzip.decompress(bytes, limit: XMLLimits.telegram.bytes) : bytes
        } catch {
            return try refuse(bytes, "\(error)", channel: channel, now: now)
        }
        switch DocumentForm(document) {
        case .telegram: return try telegram(document, channel: channel, now: now)
        case .alert: return try alert(document, channel: channel, now: now)
        case .observations: return try observations(document, channel: channel, now: now)
        }
    }

    /// Takes a JMA telegram: reads, filters, folds and stores; the same bytes count once.
    func telegram(_ bytes: Data, channel: String, now: Date = Date()) throws -> Answer {
        let telegram: Intake.Telegram
        do throws(MarkupError) {
            telegram = try reader.read(bytes)
        } catch {
            return try refuse(bytes, "\(error)", channel: channel, now: now)
        }
        let named = AlertDesk.Telegram(
            bytes: bytes,
            bulletin: telegram.kind.name,
            reportedAt: telegram.envelope.reportedAt
        )
        if let fault = telegram.fault {
            // It is kept and counted; but what it had to say is not known.
            try desk.raise(
                .unreadable,
                about: channel,
                "\(telegram.kind.name) \(telegram.envelope.title): \(fault); its form may be newer than this program",
                now: now
            )
        }
        switch filter.decide(telegram) {
        case .reports(let reports):
            return try taken(desk.receive(reports, from: named, now: now), named, channel, now)
        case .notConcerned(let reason):
            return try taken(desk.note(named, notConcerned: reason, now: now), named, channel, now)
        }
    }

    /// Takes a CAP message of another sender; what comes of it waits for officers.
    func alert(_ bytes: Data, channel: String, now: Date = Date()) throws -> Answer {
        let message: CAPMessage
        do throws(CAPError) {
            message = try CAPReader().read(bytes)
        } catch {
            return try refuse(bytes, "\(error)", channel: channel, now: now)
        }
        let named = AlertDesk.Telegram(bytes: bytes, bulletin: "CAP", reportedAt: message.sent)
        switch capFilter.decide(message) {
        case .message(let message):
            return try taken(desk.receive(message, from: named, now: now), named, channel, now)
        case .passed(let reason):
            return try taken(desk.note(named, notConcerned: reason, now: now), named, channel, now)
        case .refused(let reason):
            return try refuse(bytes, reason, channel: channel, now: now)
        }
    }

    /// Takes readings of the city's stations.
    func observations(_ bytes: Data, channel: String, now: Date = Date()) throws -> Answer {
        let batch: ObservationBatch
        do throws(ObservationBatch.Fault) {
            batch = try ObservationBatch(bytes)
        } catch {
            return try refuse(bytes, "\(error)", channel: channel, now: now)
        }
        return .observed(try sensors.take(batch, now: now))
    }

    /// What a telegram says to the city, without storing anything.
    func report(_ bytes: Data) throws -> Concern {
        filter.decide(try reader.read(bytes))
    }

    private func taken(
        _ disposition: Disposition,
        _ telegram: AlertDesk.Telegram,
        _ channel: String,
        _ now: Date
    ) throws -> Answer {
        logger.info(
            "document taken",
            metadata: [
                "channel": "\(channel)", "bulletin": "\(telegram.bulletin)", "disposition": "\(disposition.summary)",
            ]
        )
        guard case .unreadable(let reason) = disposition else { return .taken(disposition) }
        try desk.raise(.unreadable, about: channel, reason, now: now)
        return .refused(reason)
    }

    private func refuse(_ bytes: Data, _ reason: String, channel: String, now: Date) throws -> Answer {
        logger.error("document refused", metadata: ["channel": "\(channel)", "reason": "\(reason)"])
        try desk.note(unreadable: bytes, reason: reason, channel: channel, now: now)
        return .refused(reason)
    }
}
