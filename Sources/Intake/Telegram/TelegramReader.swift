// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import struct Foundation.Data

/// Reads telegrams from bytes that anybody may have made.
///
/// Four kinds are read whole (VXSE51, VXSE53, VTSE41, VPWW55); of all others the envelope. A reader keeps nothing between
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
    public func read(_ data: Data) throws(TelegramError) -> Telegram {
        let report = try TelegramElement(document: data, limits: limits)
        guard report.name == "Report", report.namespace == TelegramElement.Namespace.report else {
            throw TelegramError(
                .notTelegram,
                "the root element is <\(report.name)> of namespace \"\(report.namespace)\", not JMA's <Report>",
                line: report.line,
                remedy: "send a telegram of JMA's disaster prevention XML"
            )
        }
        let envelope = try TelegramEnvelope(report)
        return try Telegram(envelope: envelope, body: body(of: report, envelope: envelope))
    }

    private func body(
        of report: TelegramElement,
        envelope: TelegramEnvelope
    ) throws(TelegramError) -> TelegramBody {
        if case .other = envelope.kind { return .unread }
        if envelope.infoType == .withdrawn { return .none }
        switch envelope.kind {
        case .vxse51:
            let body = try report.required("Body", in: TelegramElement.Namespace.seismology)
            return try .intensityFlash(IntensityFlash(body, envelope: envelope))
        case .vxse53:
            let body = try report.required("Body", in: TelegramElement.Namespace.seismology)
            return try .hypocentreAndIntensity(HypocentreAndIntensity(body))
        case .vtse41:
            let body = try report.required("Body", in: TelegramElement.Namespace.seismology)
            return try .tsunami(TsunamiForecast(body))
        case .vpww55:
            let body = try report.required("Body", in: TelegramElement.Namespace.meteorology)
            return try .heavyRain(HeavyRainWarning(body))
        case .other:
            return .unread
        }
    }
}
