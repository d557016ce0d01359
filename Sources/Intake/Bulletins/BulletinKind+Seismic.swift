// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension BulletinKind {
    /// Earthquakes and tsunami.
    static let seismic: [BulletinKind] = [
        BulletinKind("VXSE51", "震度速報", in: JMANamespace.seismology, as: IntensityFlash.self),
        BulletinKind("VXSE53", "震源・震度に関する情報", in: JMANamespace.seismology, as: HypocentreAndIntensity.self),
        BulletinKind("VTSE41", "津波警報・注意報・予報", in: JMANamespace.seismology, as: TsunamiForecast.self),
    ]
}
