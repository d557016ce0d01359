// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Logging
import Roster
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the service: takes telegrams from the spool and over HTTP, and sends what they deserve.",
        discussion: """
            Ends at SIGTERM or SIGINT, after what is on the wire is answered, for 20 seconds at most, and recorded. Migrates \
            its database.

            On PostgreSQL the service can be split over processes and machines: intake takes in and releases, web answers \
            residents, worker sends. Each process has a name of its own, the machine's with its roles where none is given.
            """
    )

    @OptionGroup var options: ConfigurationOptions
    @Option(
        name: .long,
        help: "intake, web or worker, several separated by commas or by repeating this; all where none is given."
    )
    var role: [String] = []
    @Option(name: .long, help: "The name of this process among all machines, and the same after a restart.")
    var name: String?

    func validate() throws {
        _ = try Role.parse(role)
    }

    func run() async throws {
        try await running {
            let settings = try await options.settings()
            let lock: FileLock? =
                switch settings.database {
                case .file(let file): try .serving(file)
                case .server: nil
                }
            let name = try InstanceName(name, roles: try Role.parse(role), settings: settings)
            let logger = settings.log.logger("shirase")
            let service = try CityService(settings, name: name, logger: logger)
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [.init(service: Serving(service: service, logger: logger))],
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: logger
                )
            )
            try await group.run()
            for line in service.gaps.report { Console.error("phrases: \(line)") }
            withExtendedLifetime((lock, name)) {}
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
                var metadata: Logger.Metadata = [
                    "instance": "\(service.name.instance.name)",
                    "roles": "\(service.name.instance.roles.joined(separator: ","))", "version": "\(Version.number)",
                ]
                if let port {
                    metadata["host"] = "\(service.settings.web.host)"
                    metadata["port"] = "\(port)"
                }
                logger.notice("serving", metadata: metadata)
            }
        }
    }
}
