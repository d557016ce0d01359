// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension BulletinKind {
    /// Warnings and advisories of the weather.
    static let weather: [BulletinKind] = [
        BulletinKind("VPWW55", "気象警報・注意報(R06)(大雨)", in: JMANamespace.meteorology, as: HeavyRainWarning.self)
    ]
}
