// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the service: takes telegrams from the spool and over HTTP, and sends what they deserve.",
        discussion: "Ends at SIGTERM or SIGINT, after what is on the wire is sent and recorded. Migrates its database."
    )

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        try await running {
            let settings = try await options.settings()
            _ = try Rooms.open(settings.database)
            let lock = try InstanceLock(beside: settings.database)
            let logger = settings.log.logger("shirase")
            let service = try CityService(settings, logger: logger)
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [.init(service: Serving(service: service, logger: logger))],
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: logger
                )
            )
            try await group.run()
            for line in service.gaps.report { Console.error("phrases: \(line)") }
            _ = consume lock
        }
    }
}

/// The service under a group that ends it at a signal.
struct Serving: Service {
    let service: CityService
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await service.run { port in
                logger.notice(
                    "serving",
                    metadata: [
                        "host": "\(service.settings.web.host)", "port": "\(port)", "version": "\(Version.number)",
                    ]
                )
            }
        }
    }
}
