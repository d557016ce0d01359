// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Hummingbird

/// What every response says to browsers unless its page says otherwise.
///
/// Nothing may be loaded but the style sheet, nothing may run, and nobody may frame a page.
enum SecurityHeaders {
    /// The Content-Security-Policy of a page that has no form and frames nothing.
    static let policy = policy()

    /// A Content-Security-Policy: what a page needs beyond the style sheet is named by the caller.
    static func policy(form: String = "'none'", frame: String? = nil) -> String {
        var directives = ["default-src 'none'", "style-src 'self'", "form-action \(form)", "base-uri 'none'"]
        if let frame { directives.append("frame-src \(frame)") }
        directives.append("frame-ancestors 'none'")
        return directives.joined(separator: "; ")
    }

    /// The policy of a foreign HTML part: its own inline style only, in a sandbox even when opened by itself.
    static let foreignPolicy = """
        default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; \
        frame-ancestors 'self'; sandbox
        """

    /// The headers that are filled in where a response lacks them.
    ///
    /// - Parameter isSecure: whether the public address is `https`; browsers are then told to stay with it for a year.
    static func defaults(isSecure: Bool) -> HTTPFields {
        var fields: HTTPFields = [
            .contentSecurityPolicy: policy,
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "no-referrer",
            .cacheControl: "no-store",
            .crossOriginOpenerPolicy: "same-origin",
            .crossOriginResourcePolicy: "same-origin",
            .permissionsPolicy: "camera=(), geolocation=(), microphone=()",
            .robots: "noindex",
        ]
        if isSecure { fields[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        return fields
    }
}
