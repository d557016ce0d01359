// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import AlertModel
import Foundation
import Intake
import Logging
import SafeXML

/// From a telegram's bytes to what became of them; whichever way they came.
struct TelegramDesk: Sendable {
    /// What the desk said of a telegram that could be read, or why it could not.
    enum Answer: Sendable {
        case taken(Disposition)
        case refused(MarkupError)
    }

    private let desk: AlertDesk
    private let filter: CityFilter
    private let reader = TelegramReader()
    private let logger: Logger

    init(desk: AlertDesk, city: City, logger: Logger) {
        self.desk = desk
        self.filter = CityFilter(scope: city.scope)
        self.logger = logger
    }

    /// Reads, filters, folds and stores; the same bytes count once.
    ///
    /// - Parameter channel: by which way it came, for the log.
    /// - Throws: what the storage throws; then nothing was taken, and the same bytes may come again.
    func receive(_ bytes: Data, channel: String, now: Date = Date()) throws -> Answer {
        let telegram: Intake.Telegram
        do throws(MarkupError) {
            telegram = try reader.read(bytes)
        } catch {
            logger.error("telegram refused", metadata: ["channel": "\(channel)", "reason": "\(error)"])
            return .refused(error)
        }
        let named = AlertDesk.Telegram(
            bytes: bytes,
            bulletin: telegram.kind.name,
            reportedAt: telegram.envelope.reportedAt
        )
        let disposition: Disposition
        switch filter.decide(telegram) {
        case .reports(let reports): disposition = try desk.receive(reports, from: named, now: now)
        case .notConcerned(let reason): disposition = try desk.note(named, notConcerned: reason, now: now)
        }
        logger.info(
            "telegram taken",
            metadata: [
                "channel": "\(channel)", "bulletin": "\(named.bulletin)", "disposition": "\(disposition.summary)",
            ]
        )
        return .taken(disposition)
    }

    /// The report of a telegram, without storing anything.
    func report(_ bytes: Data) throws -> Concern {
        filter.decide(try reader.read(bytes))
    }
}
