// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import ArgumentParser
import Foundation
import Sensors

struct StationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stations",
        abstract:
            "Shows each gauge of the city's stations: its last value, the step in force, and what is wrong with it."
    )

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "A JSON array.") var json = false

    private struct Line: Encodable {
        let station: String
        let quantity: String
        let name: String
        let value: Double?
        let unit: String
        let observedAt: Date?
        let step: String?
        let complaint: String?
    }

    func run() async throws {
        try await running {
            let (_, _, rooms) = try await options.open()
            let lines = try rooms.sensors.overview().map { gauge, state in
                Line(
                    station: gauge.id.station,
                    quantity: gauge.id.quantity.rawValue,
                    name: gauge.stationName,
                    value: state?.last?.value,
                    unit: gauge.id.quantity.unit,
                    observedAt: state?.last?.observedAt,
                    step: state?.step,
                    complaint: state?.complaint(of: gauge)
                )
            }
            if json { return try Console.json(lines) }
            if lines.isEmpty { Console.line("the profile has no stations; stations.yaml lists them") }
            for line in lines {
                let value = line.value.map { "\($0) \(line.unit)" } ?? "no reading yet"
                let time = line.observedAt.map { " at \($0.formatted(.iso8601))" } ?? ""
                let step = line.step.map { ", step \($0)" } ?? ""
                let trouble = line.complaint.map { "; \($0)" } ?? ""
                Console.line("\(line.station) \(line.quantity) \(line.name): \(value)\(time)\(step)\(trouble)")
            }
        }
    }
}
