// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Hummingbird
import Transfer

/// `POST /intake/…`: one document a request, compressed by gzip or not.
struct IntakeController: Sendable {
    let endpoint: IntakeEndpoint
    let form: IntakeForm

    /// Refuses before it reads where it can: who shows no token and no signature sends no body.
    func receive(_ request: Request) async throws -> Response {
        let credentials = endpoint.credentials
        let isKnown = credentials.token.isShown(by: request.headers[.authorization])
        let signature = request.headers[.hubSignature]
        guard isKnown || credentials.secret.mayHaveSigned(signature) else { return unauthorized() }
        let encoding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
        guard ["identity", "gzip", "x-gzip"].contains(encoding) else {
            var response = refusal(.unsupportedMediaType, "send it compressed by gzip, or uncompressed")
            response.headers[.acceptEncoding] = "gzip, identity"
            return response
        }
        guard let mediaType = request.mediaType, form.mediaTypes.contains(mediaType) else {
            return refusal(
                .unsupportedMediaType,
                "send it as \(form.mediaTypes.sorted().joined(separator: ", "))"
            )
        }
        // Who only may have signed must not fill the memory before it has.
        let limit = isKnown ? WebLimits.intakeOctets(form) : WebLimits.signedOctets
        guard let body = try await request.octets(upTo: limit) else {
            return refusal(.contentTooLarge, "it may have \(limit) octets at most")
        }
        guard isKnown || credentials.secret.signs(body, header: signature) else { return unauthorized() }
        guard encoding != "identity" else { return response(to: await endpoint.receive(form, body)) }
        do throws(Gzip.Fault) {
            let plain = try Gzip.decompress(Data(body), limit: WebLimits.intakeOctets(form))
            return response(to: await endpoint.receive(form, [UInt8](plain)))
        } catch {
            switch error {
            case .tooLarge: return .problem(.contentTooLarge, "\(error)")
            case .damaged: return .problem(.badRequest, "\(error)")
            }
        }
    }

    private func unauthorized() -> Response {
        var response = refusal(
            .unauthorized,
            "show the intake token (Authorization: Bearer TOKEN) or sign the body (X-Hub-Signature: sha256=HEX)"
        )
        response.headers[.wwwAuthenticate] = "Bearer realm=\"intake\""
        return response
    }

    private func response(to answer: IntakeAnswer) -> Response {
        switch answer {
        case .alert(let id):
            return .json(Receipt(disposition: "alert", alert: id, reason: nil), status: .created)
        case .waits(let id, let reason):
            return .json(Receipt(disposition: "waits", alert: id, reason: reason), status: .accepted)
        case .noAlert(let reason):
            return .json(Receipt(disposition: "no-alert", alert: nil, reason: reason))
        case .duplicate(let reason):
            return .json(Receipt(disposition: "duplicate", alert: nil, reason: reason))
        case .observed(let json):
            return .bytes(json, type: "application/json")
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

/// The answer to a document that was taken; all three keys are always there.
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
