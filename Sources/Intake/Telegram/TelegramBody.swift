// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What Body of a telegram says.
public enum TelegramBody: Sendable, Hashable {
    /// VXSE51
    case intensityFlash(IntensityFlash)
    /// VXSE53
    case hypocentreAndIntensity(HypocentreAndIntensity)
    /// VTSE41
    case tsunami(TsunamiForecast)
    /// VPWW55
    case heavyRain(HeavyRainWarning)
    /// A withdrawal: it carries a sentence and no values.
    case none
    /// Another kind of bulletin, whose Body is not read.
    case unread
}
