// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertDesk
import ArgumentParser
import Foundation
import Registry

extension SubscribersCommand {
    /// A suppression without the address.
    private struct Line: Encodable {
        let subscriber: String
        let since: Date
        let suppressedAt: Date?
        let lane: String
        let reason: String

        init(_ suppression: Registry.Suppression, in registry: Registry, isDone: Bool) {
            subscriber = registry.pseudonym(of: suppression.subscriber)
            since = suppression.since
            suppressedAt = isDone ? suppression.at : nil
            lane = suppression.lane
            reason = suppression.reason
        }

        var text: String { "\(subscriber) since \(since.formatted(.iso8601)) \(lane): \(reason)" }
    }

    struct Suppressed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists those who get nothing more, since their addresses are dead; without the addresses."
        )

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "A JSON array.") var json = false

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let lines = try rooms.registry.suppressions().map { Line($0, in: rooms.registry, isDone: true) }
                if json { return try Console.json(lines) }
                if lines.isEmpty { Console.line("nobody is suppressed") }
                for line in lines { Console.line(line.text) }
            }
        }
    }

    struct Suppress: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists those whose addresses look dead now; with --confirm, suppresses them, however many.",
            discussion: """
                A serving process suppresses dead addresses by itself, as long as they are few in a day. Where they are \
                many it raises an alarm and waits: look here at the lanes and the replies first.
                """
        )

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Suppress all of them.") var confirm = false
        @Flag(help: "A JSON array of them.") var json = false

        func run() async throws {
            try await running {
                let (settings, _, rooms) = try await options.open()
                let desk = SuppressionDesk(
                    rooms,
                    limit: settings.upkeep.suppression,
                    logger: settings.log.logger("shirase")
                )
                let now = Date()
                let lines = try desk.candidates(now: now).map { Line($0, in: rooms.registry, isDone: false) }
                if confirm { try desk.run(isConfirmed: true, now: now) }
                if json { return try Console.json(lines) }
                for line in lines { Console.line(line.text) }
                Console.line("\(lines.count) \(confirm ? "suppressed" : "look dead; --confirm suppresses them")")
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a suppressed address get mail again; what was said of it until now counts no more."
        )

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The mail address.") var address: String

        func run() async throws {
            try await running {
                let (_, _, rooms) = try await options.open()
                let key: String
                do {
                    key = try City.subscriberAddress(address).key
                } catch {
                    throw Failure(.badInput, "ADDRESS: \(error)")
                }
                guard let id = try rooms.registry.subscriber(addressKey: key) else {
                    throw Failure(.missingInput, "that address is not subscribed and never was")
                }
                guard try rooms.registry.restore(id, now: Date()) else {
                    throw Failure(.missingInput, "that address is not suppressed; see `shirase subscribers suppressed`")
                }
                Console.line("\(rooms.registry.pseudonym(of: id)): gets mail again")
            }
        }
    }
}
