// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What an earthquake bulletin says of tsunami, by the code of its fixed comment (JMA code table 地震情報／固定付加文).
public enum TsunamiComment: String, Sendable, Hashable, Codable, CaseIterable {
    /// A tsunami warning or advisory is in force.
    case warningInForce = "0211"
    /// The sea level may change a little on Japan's coasts; no damage expected.
    case slightChange = "0212"
    /// The change of sea level will go on for a while: care when bathing or fishing.
    case slightChangeGoesOn = "0213"
    /// The same, for anglers.
    case slightChangeGoesOnForAnglers = "0214"
    /// No tsunami to fear.
    case noTsunami = "0215"
    /// A tsunami may come if the hypocentre is below the sea.
    case possibleIfUndersea = "0216"
    /// Watch for further information.
    case watchInformation = "0217"
    /// Possible widely in the Pacific.
    case possibleWidelyInPacific = "0221"
    /// Possible in the Pacific.
    case possibleInPacific = "0222"
    /// Possible in the north-west Pacific.
    case possibleInNorthwestPacific = "0223"
    /// Possible widely in the Indian Ocean.
    case possibleWidelyInIndianOcean = "0224"
    /// Possible in the Indian Ocean.
    case possibleInIndianOcean = "0225"
    /// Possible near the hypocentre.
    case possibleNearHypocentre = "0226"
    /// A small one possible near the hypocentre, harmless.
    case smallNearHypocentre = "0227"
    /// An earthquake of this size in shallow sea may raise one.
    case generallyPossible = "0228"
    /// Whether it reaches Japan is being examined.
    case underInvestigation = "0229"
    /// No effect on Japan.
    case noEffectOnJapan = "0230"

    /// Whether a resident near the sea must not yet feel safe.
    public var isWarning: Bool {
        switch self {
        case .warningInForce, .possibleIfUndersea, .watchInformation, .underInvestigation: true
        default: false
        }
    }
}
