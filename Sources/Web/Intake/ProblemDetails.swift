// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Hummingbird

/// An error told to a program: RFC 9457, with the title of its status.
struct ProblemDetails: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String

    private enum CodingKeys: String, CodingKey {
        case type, title, status, detail
    }
}

extension Response {
    /// An error as `application/problem+json`.
    @Sendable
    static func problem(_ status: HTTPResponse.Status, _ detail: String) -> Response {
        let problem = ProblemDetails(title: status.reasonPhrase, status: status.code, detail: detail)
        return .json(problem, type: "application/problem+json", status: status)
    }

    /// A value as JSON, its keys sorted.
    static func json(
        _ value: some Encodable,
        type: String = "application/json",
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Only numbers that are not finite cannot be encoded, and nothing here is one.
        let bytes = (try? encoder.encode(value)).map { [UInt8]($0) } ?? Array("{}".utf8)
        return .bytes(bytes, type: type, status: status)
    }
}
