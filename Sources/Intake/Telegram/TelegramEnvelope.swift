// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel
import SafeXML

public import struct Foundation.Date

/// What Control and Head of a telegram say: of what kind it is, whose, when and whether it is meant.
public struct TelegramEnvelope: Sendable, Hashable {
    /// Head/InfoType.
    public enum InfoType: String, Sendable, Hashable, CaseIterable {
        /// 発表
        case issued = "発表"
        /// 訂正
        case corrected = "訂正"
        /// 遅延: issued, but late.
        case delayed = "遅延"
        /// 取消
        case withdrawn = "取消"
    }

    /// The kind of bulletin.
    public var kind: TelegramKind
    /// Control/Title.
    public var title: String
    /// Control/DateTime, to the second.
    public var sentAt: Date
    /// Control/Status: 通常, 訓練 or 試験.
    public var status: AlertStatus
    /// Control/EditorialOffice.
    public var editorialOffice: String
    /// Control/PublishingOffice.
    public var publishingOffice: String
    /// Head/Title.
    public var headTitle: String
    /// Head/ReportDateTime, to the minute.
    public var reportedAt: Date
    /// Head/TargetDateTime.
    public var targetAt: Date?
    /// Head/ValidDateTime.
    public var validUntil: Date?
    /// Head/EventID: none, one, or several events that one bulletin covers.
    public var eventIDs: [String]
    /// Head/InfoType.
    public var infoType: InfoType
    /// Head/Serial, where the bulletin counts.
    public var serial: Int?
    /// Head/InfoKind.
    public var infoKind: String
    /// Head/InfoKindVersion.
    public var infoKindVersion: String
    /// Head/Headline/Text, empty where there is none.
    public var headline: String
    /// Head/Headline/Information, line by line.
    public var headlineItems: [HeadlineItem]

    /// Reads Control and Head of a report.
    init(_ report: MarkupElement) throws(MarkupError) {
        let control = try report.required("Control")
        let head = try report.required("Head", in: JMANamespace.head)
        title = try control.requiredString("Title")
        sentAt = try control.requiredTime("DateTime")
        status = try TelegramEnvelope.status(control.required("Status"))
        editorialOffice = control.string("EditorialOffice") ?? ""
        publishingOffice = try control.requiredString("PublishingOffice")
        headTitle = try head.requiredString("Title")
        reportedAt = try head.requiredTime("ReportDateTime")
        targetAt = try head.time("TargetDateTime")
        validUntil = try head.time("ValidDateTime")
        eventIDs = (head.string("EventID") ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        infoType = try TelegramEnvelope.infoType(head.required("InfoType"))
        infoKind = try head.requiredString("InfoKind")
        infoKindVersion = head.string("InfoKindVersion") ?? ""
        headline = head.first(path: "Headline", "Text")?.content ?? ""
        headlineItems = HeadlineItem.all(in: head)
        kind = TelegramKind(title: title)
        serial = try TelegramEnvelope.serial(head.first("Serial"), of: kind)
    }

    private static func status(_ element: MarkupElement) throws(MarkupError) -> AlertStatus {
        switch element.content {
        case "通常": return .actual
        case "訓練": return .exercise
        case "試験": return .test
        default: throw element.unreadable("not 通常, 訓練 or 試験")
        }
    }

    private static func infoType(_ element: MarkupElement) throws(MarkupError) -> InfoType {
        guard let type = InfoType(rawValue: element.content ?? "") else {
            throw element.unreadable("not 発表, 訂正, 遅延 or 取消")
        }
        return type
    }

    /// Reads Serial. Text in several parts counts `03-02`: its reports are told apart by their times.
    private static func serial(_ element: MarkupElement?, of kind: TelegramKind) throws(MarkupError) -> Int? {
        guard let element, let text = element.content else { return nil }
        if let serial = Int(text), (0...99_999).contains(serial) { return serial }
        guard kind.isRead, text.wholeMatch(of: /\d+-\d+/) == nil else { return nil }
        throw element.unreadable("not a count")
    }
}
