// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import FoundationEssentials
import Hummingbird
import HummingbirdCore
public import Logging

/// The HTTP server of the service: what it may ask is in its rooms, everything else it knows by itself.
public struct WebServer: Sendable {
    private let settings: WebSettings
    private let rooms: WebRooms
    private let logger: Logger

    /// A server that does not listen yet.
    public init(settings: WebSettings, rooms: WebRooms, logger: Logger) {
        self.settings = settings
        self.rooms = rooms
        self.logger = logger
    }

    /// Listens and answers until the service shuts down gracefully or the task is cancelled; requests that are being
    /// answered at a graceful shutdown are finished.
    ///
    /// - Parameter onListening: called once, with the port.
    /// - Throws: where the address cannot be had, as when the port is taken, or a page template is broken.
    public func run(onListening: @escaping @Sendable (_ port: Int) async -> Void) async throws {
        let defaults = SecurityHeaders.defaults(isSecure: settings.publicURL.scheme?.lowercased() == "https")
        // The framework reports a cancelled accept as an error; what matters is logged by the routes themselves.
        var quiet = logger
        quiet.logLevel = .critical
        let application = Application(
            router: try RouteTable.router(rooms: rooms, templates: PageTemplates(), logger: logger),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ResponseGuard(defaults: defaults)],
                    idleTimeout: WebLimits.idleTime,
                    httpDecoderConfiguration: WebLimits.headers
                )
            ),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port),
                serverName: nil,
                availableConnectionsDelegate: .maximum(WebLimits.connections, logger: quiet)
            ),
            onServerRunning: { [settings] channel in await onListening(channel.localAddress?.port ?? settings.port) },
            logger: quiet
        )
        do {
            try await application.run()
        } catch is CancellationError {
            logger.debug("web server cancelled")
        }
    }
}
