// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import SafeXML

/// 震源・震度に関する情報 (VXSE53): hypocentre, magnitude and the intensity of each municipality.
///
/// A bulletin of a distant earthquake (遠地地震に関する情報) has the same shape without intensities.
public struct HypocentreAndIntensity: Sendable, Hashable {
    /// The earthquakes; more than one where shocks came too close together to be told apart.
    public var earthquakes: [ObservedEarthquake]
    /// Where it was felt; nil where the bulletin gives no intensities.
    public var observation: IntensityObservation?
    /// The codes of the fixed comments (地震情報／固定付加文), in the order of the bulletin.
    public var commentCodes: [String]
    /// The codes of the notes (VarComment): 0256 says that the hypocentre was corrected.
    public var noteCodes: [String]

    /// Reads Body.
    init(_ body: MarkupElement, envelope: TelegramEnvelope) throws(MarkupError) {
        earthquakes = try ObservedEarthquake.all(in: body)
        guard !earthquakes.isEmpty else { throw body.missing("Earthquake") }
        if let element = body.first(path: "Intensity", "Observation") {
            observation = try IntensityObservation(element)
        }
        commentCodes = ForecastComments.codes(in: body)
        noteCodes = ForecastComments.codes(of: "VarComment", in: body)
    }
}
