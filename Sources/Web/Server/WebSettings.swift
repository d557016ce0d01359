// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// Where the server listens and how it is reached.
public struct WebSettings: Hashable, Sendable {
    /// The address to listen on; loopback unless a proxy stands elsewhere.
    public var host: String
    /// The port to listen on; 0 for any that is free.
    public var port: Int
    /// The address that residents see, in front of any proxy; with `https`, browsers are told to stay with it.
    public var publicURL: URL

    /// Settings for a server that `publicURL` leads to.
    public init(host: String = "127.0.0.1", port: Int = 0, publicURL: URL) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
    }
}
