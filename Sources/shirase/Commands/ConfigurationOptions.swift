// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation
import Logging

/// The options of every command that works on a city.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .long, help: "The YAML configuration file.")
    var config: String?

    @Option(name: .long, help: "A setting, KEY=VALUE; wins over environment and file. May be repeated.")
    var set: [String] = []

    /// The settings, or all faults at once.
    func settings() async throws -> Settings {
        var flags: [SettingsKey: String] = [:]
        for text in set {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let key = SettingsKey(rawValue: parts[0]) else {
                throw ValidationError("--set \(text): not KEY=VALUE with a known key; see `shirase config keys`")
            }
            flags[key] = parts[1]
        }
        do {
            return try await SettingsReader.read(file: config, flags: flags)
        } catch let error as SettingsError {
            throw Failure(.badConfiguration, "\(error)")
        }
    }

    /// Settings, city and rooms, for a command that looks or changes and ends.
    func open(migrating: Bool = false) async throws -> (Settings, City, Rooms) {
        let settings = try await settings()
        let city = try City(profile: settings.city, resources: settings.resources)
        return (settings, city, try Rooms(settings, city: city, migrating: migrating))
    }
}

extension Settings.Log {
    /// The logger that everything is told.
    func logger(_ label: String) -> Logger {
        Logger(label: label) { LineLogHandler(label: $0, format: format, logLevel: level) }
    }
}
