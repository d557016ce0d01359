// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

extension BulletinKind {
    /// What JMA says beside its warnings: tornado, record rain, heat, typhoon, volcano, information.
    static let other: [BulletinKind] = []
}
