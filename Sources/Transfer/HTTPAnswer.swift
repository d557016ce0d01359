// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

/// What a server answered to a GET.
public struct HTTPAnswer: Sendable, Hashable {
    /// The status; 304 where nothing changed.
    public var status: Int
    /// The body, decompressed.
    public var body: [UInt8]
    /// ETag, to be shown at the next request.
    public var entityTag: String?
    /// Last-Modified, to be shown at the next request.
    public var lastModified: String?
    /// Retry-After in seconds, where the server says it in seconds.
    public var retryAfter: Int?
    /// Location, as the server wrote it: where a 3xx points.
    public var location: String?

    /// An answer.
    public init(
        status: Int,
        body: [UInt8],
        entityTag: String? = nil,
        lastModified: String? = nil,
        retryAfter: Int? = nil,
        location: String? = nil
    ) {
        self.status = status
        self.body = body
        self.entityTag = entityTag
        self.lastModified = lastModified
        self.retryAfter = retryAfter
        self.location = location
    }
}
