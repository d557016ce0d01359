// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Synchronization

/// Earthquakes that never were, each with an EventID of its own, made of the demonstration's first telegram.
struct Telegram {
    /// How strong it was in the city, and how urgent that is.
    enum Strength: String {
        /// 震度4: priority warning.
        case four = "4"
        /// 震度5弱: priority urgent.
        case fiveLower = "5-"
        /// 震度5強: priority urgent.
        case fiveUpper = "5+"
    }

    private static let start = Date()
    private static let number = Atomic<Int>(0)
    private let template: String
    private let event: String

    /// A new one.
    init() throws {
        let file = Program.checkout.appendingPathComponent("Cities/ichikawa/demo/01-VXSE51.xml")
        template = try String(contentsOf: file, encoding: .utf8)
        // Each a second earlier than the one before: no two are one.
        let number = Self.number.add(1, ordering: .relaxed).newValue
        let when = Self.japanese(Self.start.addingTimeInterval(-60 - Double(number)))
        event = String(when.prefix(19).filter(\.isNumber))
    }

    /// Its telegram, reported now.
    ///
    /// - Parameter isCorrection: 訂正 of what was said before.
    func text(_ strength: Strength, isCorrection: Bool = false) -> String {
        // Whole minutes, and never ahead of the clock.
        let now = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 60).rounded(.down) * 60)
        let reported = Self.japanese(now)
        var text = template.replacing(/<DateTime>[^<]*</) { _ in "<DateTime>\(now.formatted(.iso8601))<" }
            .replacing(/<(Report|Target)DateTime>[^<]*</) { "<\($0.1)DateTime>\(reported)<" }
            .replacing(/<EventID>[^<]*</) { _ in "<EventID>\(event)<" }
            .replacing("<MaxInt>5-<", with: "<MaxInt>\(strength.rawValue)<")
        let name =
            switch strength {
            case .four: "震度４"
            case .fiveLower: "震度５弱"
            case .fiveUpper: "震度５強"
            }
        text = text.replacing("<Name>震度５弱<", with: "<Name>\(name)<")
        return isCorrection ? text.replacing("<InfoType>発表<", with: "<InfoType>訂正<") : text
    }

    private static func japanese(_ date: Date) -> String {
        let zone = TimeZone(secondsFromGMT: 9 * 3_600) ?? .gmt
        return date.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone))
    }
}
