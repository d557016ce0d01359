// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

public import struct Foundation.Date

/// 震度速報 (VXSE51): about 90 seconds after a shock, the regions that felt 震度3 or more, without a hypocentre.
public struct IntensityFlash: Sendable, Hashable {
    /// Head/TargetDateTime: when it was felt, to the minute.
    public var feltAt: Date
    /// Where, down to regions.
    public var observation: IntensityObservation
    /// The codes of the fixed comments (地震情報／固定付加文), in the order of the bulletin.
    public var commentCodes: [String]

    /// Reads Body.
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        guard let feltAt = envelope.targetAt else { throw body.missing("TargetDateTime (of Head)") }
        self.feltAt = feltAt
        observation = try IntensityObservation(body.required("Intensity").required("Observation"))
        commentCodes = ForecastComments.codes(in: body)
    }
}
