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
    public init(limits: XMLLimits = .telegram) {
        self.limits = limits
    }

    /// Reads a telegram, or says why not; nothing is guessed, and no half-read telegram comes out.
    ///
    /// What warns of nothing by itself and has a form that is not known comes out without its Body, to be kept.
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
        guard envelope.infoType != .withdrawn,
            let kind = BulletinKind.find(title: TelegramKind.halfWidth(envelope.title))
        else { return Telegram(envelope: envelope) }
        do throws(MarkupError) {
            return Telegram(envelope: envelope, body: try kind.read(report, envelope))
        } catch {
            guard kind.isKeptUnread else { throw error }
            return Telegram(envelope: envelope, fault: error)
        }
    }
}
