// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

import struct Foundation.Date

/// 津波警報・注意報・予報 (VTSE41): the state of every coast where something is in force or has just been lifted.
///
/// Each bulletin replaces the one before it. A coast whose warning or advisory is lifted is listed once with its last
/// kind (50, 60, 72, 73); a coast that only had a forecast of slight changes (71) is dropped without a word.
public struct TsunamiForecast: Sendable, Hashable {
    /// One coast (津波予報区).
    public struct Coast: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its code: 312 for 東京湾内湾.
        public var code: AreaCode
        /// The code of what is in force (table 警報等情報要素／津波警報・注意報・予報).
        public var kindCode: String
        /// The name of what is in force.
        public var kindName: String
        /// What is in force.
        public var grade: TsunamiGrade
        /// What was in force before.
        public var previousGrade: TsunamiGrade
        /// When the first wave is expected, or has come.
        public var arrival: TsunamiFacts.Arrival?
        /// The greatest height expected.
        public var height: TsunamiFacts.Height?
        /// MaxHeight/Condition 重要: the height is of a major warning, or was raised to it.
        public var isMarkedImportant: Bool
    }

    /// The coasts, in the order of the bulletin.
    public var coasts: [Coast]
    /// The earthquakes behind it.
    public var earthquakes: [ObservedEarthquake]
    /// The codes of the fixed warnings (WarningComment), in the order of the bulletin.
    public var warningCodes: [String]

    /// Reads Body.
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        coasts = []
        for item in try body.required("Tsunami").required("Forecast").all("Item") {
            coasts.append(try TsunamiForecast.coast(item))
        }
        earthquakes = try ObservedEarthquake.all(in: body)
        warningCodes = ForecastComments.codes(of: "WarningComment", in: body)
    }

    static func coast(_ item: MarkupElement) throws(MarkupError) -> Coast {
        let area = try item.required("Area")
        let category = try item.required("Category")
        let kind = try category.required("Kind")
        return Coast(
            name: try area.requiredString("Name"),
            code: AreaCode(rawValue: try area.requiredString("Code")),
            kindCode: try kind.requiredString("Code"),
            kindName: try kind.requiredString("Name"),
            grade: try grade(kind),
            previousGrade: try category.first("LastKind").map(grade) ?? .none,
            arrival: try item.first("FirstHeight").flatMap(arrival),
            height: try item.first("MaxHeight").flatMap(height),
            isMarkedImportant: item.first(path: "MaxHeight", "Condition")?.content == "重要"
        )
    }

    /// The grade of a Kind or LastKind, by code; by name where JMA has added a code since.
    private static func grade(_ kind: MarkupElement) throws(MarkupError) -> TsunamiGrade {
        let code = try kind.requiredString("Code")
        if let grade = TsunamiGrade(code: code) { return grade }
        switch kind.string("Name") ?? "" {
        case let name where name.hasSuffix("解除") || name == "津波なし": return .none
        case let name where name.hasPrefix("大津波警報"): return .majorWarning
        case let name where name.hasPrefix("津波警報"): return .warning
        case let name where name.hasPrefix("津波注意報"): return .advisory
        case let name where name.hasPrefix("津波予報"): return .forecast
        default: throw kind.first("Code")?.unreadable("not a code of tsunami warnings") ?? kind.missing("Code")
        }
    }

    private static func arrival(_ element: MarkupElement) throws(MarkupError) -> TsunamiFacts.Arrival? {
        switch element.string("Condition") {
        case "ただちに津波来襲と予測": return .immediate
        case "津波到達中と推測", "既に津波到達と推測": return .presumedArrived
        case "第１波の到達を確認": return .confirmed
        default:
            guard let time = try element.time("ArrivalTime") else { return nil }
            return .expected(time)
        }
    }

    /// Reads jmx_eb:TsunamiHeight: metres, or NaN with a word in its description.
    static func height(_ element: MarkupElement) throws(MarkupError) -> TsunamiFacts.Height? {
        guard let height = element.first("TsunamiHeight", in: JMANamespace.basis) else { return nil }
        let description = height.attributes["description"] ?? ""
        guard let text = height.content, text != "NaN" else {
            switch description {
            case "巨大": return .huge
            case "高い": return .high
            default: return .unknown
            }
        }
        guard let metres = Double(text), (0...100).contains(metres) else {
            throw height.unreadable("not a height in metres")
        }
        let centimetres = Int((metres * 100).rounded())
        if description.hasSuffix("未満") { return .below(centimetres: centimetres) }
        if description.hasSuffix("超") || description.hasSuffix("以上") { return .above(centimetres: centimetres) }
        return .centimetres(centimetres)
    }
}
