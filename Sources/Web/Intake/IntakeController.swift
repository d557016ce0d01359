// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Hummingbird

/// `POST /intake/jma`: one telegram a request, as XML.
struct IntakeController: Sendable {
    private static let mediaTypes: Set<String> = ["application/xml", "text/xml"]

    let endpoint: IntakeEndpoint

    /// Refuses before it reads: who is not known sends no body.
    func receive(_ request: Request) async throws -> Response {
        guard endpoint.token.isShown(by: request.headers[.authorization]) else {
            var response = refusal(.unauthorized, "show the intake token: Authorization: Bearer TOKEN")
            response.headers[.wwwAuthenticate] = "Bearer realm=\"intake\""
            return response
        }
        let encoding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
        guard encoding == "identity" else {
            var response = refusal(.unsupportedMediaType, "send the telegram uncompressed")
            response.headers[.acceptEncoding] = "identity"
            return response
        }
        guard let mediaType = request.mediaType, Self.mediaTypes.contains(mediaType) else {
            return refusal(.unsupportedMediaType, "send the telegram as application/xml or text/xml")
        }
        guard let telegram = try await request.octets(upTo: WebLimits.telegramOctets) else {
            return refusal(.contentTooLarge, "a telegram has at most \(WebLimits.telegramOctets) octets")
        }
        return response(to: await endpoint.receive(telegram))
    }

    private func response(to answer: IntakeAnswer) -> Response {
        switch answer {
        case .alert(let id):
            return .json(Receipt(disposition: "alert", alert: id, reason: nil), status: .created)
        case .noAlert(let reason):
            return .json(Receipt(disposition: "no-alert", alert: nil, reason: reason))
        case .duplicate(let reason):
            return .json(Receipt(disposition: "duplicate", alert: nil, reason: reason))
        case .refused(let reason):
            return .problem(.unprocessableContent, reason)
        case .unavailable(let reason):
            var response = Response.problem(.serviceUnavailable, reason)
            response.headers[.retryAfter] = "5"
            return response
        }
    }

    /// A refusal of what is not yet read ends the connection, or the body would be taken for the next request.
    private func refusal(_ status: HTTPResponse.Status, _ detail: String) -> Response {
        var response = Response.problem(status, detail)
        response.headers[.connection] = "close"
        return response
    }
}

/// The answer to a telegram that was taken; all three keys are always there.
private struct Receipt: Encodable {
    let disposition: String
    let alert: String?
    let reason: String?

    private enum CodingKeys: String, CodingKey {
        case disposition, alert, reason
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(disposition, forKey: .disposition)
        try container.encode(alert, forKey: .alert)
        try container.encode(reason, forKey: .reason)
    }
}
