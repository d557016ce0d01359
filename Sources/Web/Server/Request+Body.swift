// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Hummingbird

extension Request {
    /// The whole body, or nil as soon as it is known to be larger than `limit` octets.
    func octets(upTo limit: Int) async throws -> [UInt8]? {
        if let told = headers[.contentLength].flatMap({ Int($0) }), told > limit { return nil }
        var octets: [UInt8] = []
        for try await buffer in body {
            guard octets.count + buffer.readableBytes <= limit else { return nil }
            octets.append(contentsOf: buffer.readableBytesView)
        }
        return octets
    }

    /// The media type of the body in lower case, without parameters; nil without one.
    var mediaType: String? {
        headers[.contentType].map { type in
            type.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        }
    }
}
