// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Hummingbird

extension Response {
    /// One short line of text.
    static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// A status told in its own words.
    static func status(_ status: HTTPResponse.Status) -> Response {
        .text("\(status.code) \(status.reasonPhrase)\n", status: status)
    }

    /// A page.
    static func page(
        _ page: String,
        status: HTTPResponse.Status = .ok,
        policy: String = SecurityHeaders.policy
    ) -> Response {
        var response = Response.bytes(Array(page.utf8), type: "text/html; charset=utf-8", status: status)
        response.headers[.contentSecurityPolicy] = policy
        return response
    }

    /// Bytes of a type.
    ///
    /// - Parameter maxAge: for how many seconds they may be kept; 0 for not at all.
    static func bytes(
        _ bytes: [UInt8],
        type: String,
        status: HTTPResponse.Status = .ok,
        maxAge: Int = 0
    ) -> Response {
        var headers: HTTPFields = [.contentType: type]
        if maxAge > 0 { headers[.cacheControl] = "public, max-age=\(maxAge)" }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
