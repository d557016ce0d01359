// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import SafeXML

public import struct Foundation.Data

/// Reads telegrams from bytes that anybody may have made.
///
/// The kinds of `BulletinKind` are read whole; of all others the envelope. A reader keeps nothing between
/// calls and may be used from many tasks at once.
public struct TelegramReader: Sendable {
    private let limits: XMLLimits

    /// A reader that stops at limits.
    public init(limits: XMLLimits = .standard) {
        self.limits = limits
    }

    /// Reads a telegram, or says why not; nothing is guessed, and no half-read telegram comes out.
    ///
    /// `data` is the XML document in UTF-8, with or without a byte order mark.
    public func read(_ data: Data) throws(MarkupError) -> Telegram {
        let report = try MarkupElement(document: data, limits: limits)
        guard report.name == "Report", report.namespace == JMANamespace.report else {
            throw MarkupError(
                .unexpectedDocument,
                "the root element is <\(report.name)> of namespace \"\(report.namespace)\", not JMA's <Report>",
                line: report.line,
                remedy: "send a telegram of JMA's disaster prevention XML"
            )
        }
        let envelope = try TelegramEnvelope(report)
        return try Telegram(envelope: envelope, body: body(of: report, envelope: envelope))
    }

    private func body(
        of report: MarkupElement,
        envelope: TelegramEnvelope
    ) throws(MarkupError) -> (any BulletinBody)? {
        guard envelope.infoType != .withdrawn else { return nil }
        guard let kind = BulletinKind.find(title: TelegramKind.halfWidth(envelope.title)) else { return nil }
        return try kind.read(report, envelope)
    }
}
