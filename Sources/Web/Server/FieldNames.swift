// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import HTTPTypes

extension HTTPField.Name {
    /// `Referrer-Policy`.
    static let referrerPolicy = named("Referrer-Policy")
    /// `Cross-Origin-Opener-Policy`.
    static let crossOriginOpenerPolicy = named("Cross-Origin-Opener-Policy")
    /// `Cross-Origin-Resource-Policy`.
    static let crossOriginResourcePolicy = named("Cross-Origin-Resource-Policy")
    /// `Permissions-Policy`.
    static let permissionsPolicy = named("Permissions-Policy")
    /// `X-Hub-Signature` (W3C WebSub, section 7.1).
    static let hubSignature = named("X-Hub-Signature")
    /// `X-Robots-Tag`: no page here is for search engines.
    static let robots = named("X-Robots-Tag")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
