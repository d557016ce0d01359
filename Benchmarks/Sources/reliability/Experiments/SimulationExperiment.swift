// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// `shirase simulate`, the planner and scheduler on a virtual clock; not run where the program has no such command.
struct SimulationExperiment: Experiment {
    var seeds = 2_000

    func run(_ program: Program, in folder: URL) throws -> [Section] {
        var section = Section("simulation", "Simulated", size: "\(seeds.grouped) seeds")
        guard program.knows("simulate") else {
            progress("simulation: this program has no `simulate`; not run")
            return []
        }
        let output = folder.appendingPathComponent("out").path
        let errors = folder.appendingPathComponent("err").path
        let start = ContinuousClock.now
        let process = try Spawned(
            [program.path, "simulate", "--seeds", "\(seeds)"],
            environment: ProcessInfo.processInfo.environment.merging(["SHIRASE_RESOURCES": program.resources]) { $1 },
            output: output,
            errors: errors
        )
        let isGood = process.wait() == .exit(0)
        let seconds = (ContinuousClock.now - start).inSeconds
        section.promise("seeds in which an invariant broke", "0", isGood ? "0" : "see below", isKept: isGood)
        section.tell("seconds", seconds.fixed(0))
        let said =
            ((try? String(contentsOfFile: output, encoding: .utf8)) ?? "")
            + ((try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")
        section.draw(said.split(separator: "\n").suffix(10).joined(separator: "\n"))
        return [section]
    }
}
