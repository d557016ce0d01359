// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// One course of kills: what is done, and what is noted of each.
struct KillsCourse {
    /// One kill.
    struct Kill {
        let turn: UInt32
        let at: UInt64
        let wasEarly: Bool
        /// Mails that were taken over before it and came again after it.
        var duplicates = 0
        /// How long before it the oldest of them was taken over.
        var oldestMilliseconds: Double?
        /// How long before it each mail of its last 200 ms was taken over, in milliseconds.
        var ages: [Double] = []

        /// How many mails were taken over in so long a time before it.
        func taken(within milliseconds: Double) -> Int { ages.count { $0 <= milliseconds } }
    }

    let experiment: KillsExperiment
    var random: SeededRandom
    let sink: SinkServer
    private(set) var kills: [Kill] = []
    private(set) var fanouts = 0
    private(set) var lost = 0
    private(set) var strangers = 0
    private(set) var causeless = 0
    private(set) var mostCopies = 0
    private(set) var faults: [String] = []
    /// Seconds from a start to its first mail, of releases that were planned before.
    private(set) var resumes: [Double] = []
    /// Mails a second of each life.
    private(set) var rates: [Double] = []
    /// Lives that ended without a kill.
    private(set) var restarts = 0
    private(set) var lastLog = ""
    /// Deaths of PostgreSQL's server together with the service.
    private(set) var crashes = 0
    /// Seconds from the server's start to the next mail, where it alone died.
    private(set) var survived: [Double] = []
    private let server: PostgreSQLServer?
    private var turn: UInt32 = 0
    private var pending: [Kill] = []

    init(experiment: KillsExperiment, random: SeededRandom, sink: SinkServer, server: PostgreSQLServer?) {
        self.experiment = experiment
        self.random = random
        self.sink = sink
        self.server = server
    }

    mutating func run(_ program: Program, in folder: URL) throws {
        let prepared = try TestCity(
            program,
            in: folder.appendingPathComponent("prepared"),
            relay: sink.port,
            options: TestCity.Options(connections: experiment.connections, databaseURL: try server?.make("city"))
        )
        progress("kills: importing \(experiment.recipients.grouped) residents")
        try prepared.importResidents(0..<experiment.recipients)
        while kills.count < experiment.kills {
            // Each city's ledger is proved whole after each of its fan-outs: not too many.
            guard server == nil else {
                try fanout(prepared)
                continue
            }
            let place = folder.appendingPathComponent("city")
            let city = try prepared.copy(to: place)
            for _ in 0..<20 where kills.count < experiment.kills { try fanout(city) }
            try FileManager.default.removeItem(at: place)
        }
    }

    /// One alert, killed until everybody has it.
    private mutating func fanout(_ city: TestCity) throws {
        try city.intake(Telegram().text(.fiveLower))
        var delivered = Delivered()
        var reached = Set<UInt32>()
        var isPlanned = false
        pending = []
        while reached.count < experiment.recipients, kills.count + pending.count < experiment.kills {
            let before = sink.count
            // One in ten dies before it has sent anything, at whatever it does then.
            let isEarly = Int.random(in: 1...10, using: &random) == 1
            let patience = Int.random(in: isEarly ? 0...300 : 120...450, using: &random)
            let service = try begin(city)
            if !isEarly {
                guard wait(milliseconds: 20_000, until: { sink.count > before || service.process.end != nil }),
                    service.process.end == nil
                else {
                    restarts += 1
                    lastLog = String(service.log.suffix(300))
                    guard restarts < 10 else {
                        throw BenchError(description: "the service does not send: \(lastLog)")
                    }
                    continue
                }
            }
            usleep(UInt32(patience) * 1_000)
            let isFifth = server != nil && (kills.count + pending.count) % 5 == 4
            if isFifth, !isEarly, Bool.random(using: &random) { try outlive(service) }
            let at = monotonicNanoseconds()
            let early = sink.count == before
            service.kill()
            if isFifth, let server {
                try server.crash()
                try server.start()
                crashes += 1
            }
            sink.settle()
            let receipts = sink.takeReceipts().filter { $0.turn == turn }
            if let first = receipts.map(\.at).min() {
                if isPlanned { resumes.append(Double(first - service.process.startedAt) / 1e9) }
                rates.append(Double(receipts.count) / (Double(at - first) / 1e9))
                isPlanned = true
            }
            delivered.add(receipts)
            reached.formUnion(receipts.map(\.recipient))
            // Also where all had their mail already: not all of it may have been recorded.
            let ages = receipts.map { Double(Int64(at) - Int64($0.at)) / 1e6 }.filter { $0 <= 200 }
            pending.append(Kill(turn: turn, at: at, wasEarly: early, ages: ages))
        }
        try finish(city, &delivered)
    }

    private mutating func begin(_ city: TestCity) throws -> Service {
        turn += 1
        sink.beginTurn(Int(turn))
        return try city.serve()
    }

    /// The database's server dies and starts; the service lives on.
    private mutating func outlive(_ service: Service) throws {
        try server?.crash()
        try server?.start()
        let start = monotonicNanoseconds()
        // What was on the wire has come, and nothing could be recorded since.
        let count = sink.count
        guard wait(milliseconds: 20_000, until: { sink.count > count || service.process.end != nil }) else {
            // Everybody may have theirs already.
            return
        }
        survived.append(Double(monotonicNanoseconds() - start) / 1e9)
    }

    /// The last life of a fan-out, which nobody disturbs, and the account of all.
    private mutating func finish(_ city: TestCity, _ delivered: inout Delivered) throws {
        let service = try begin(city)
        let account = try city.awaitFinish()
        try service.stop()
        sink.settle()
        delivered.add(sink.takeReceipts())
        faults += try city.faults()
        fanouts += 1
        guard let release = delivered.releases.last, delivered.releases.count == 1 else {
            throw BenchError(description: "mails of releases \(delivered.releases): one was meant")
        }
        let copies = delivered.copies(of: release)
        lost += experiment.recipients - copies.count + (account.audience - account.sent)
        var places = Dictionary(uniqueKeysWithValues: pending.indices.map { (pending[$0].turn, $0) })
        for receipts in copies.values where receipts.count > 1 {
            mostCopies = max(mostCopies, receipts.count)
            strangers += receipts.count { $0.identity != receipts[0].identity || $0.identity == 0 }
            // A copy is owed to the kill that cost the answer to the one before it.
            for (earlier, later) in zip(receipts, receipts.dropFirst()) {
                guard earlier.turn != later.turn, let place = places[earlier.turn] else {
                    causeless += 1
                    continue
                }
                let age = Double(Int64(pending[place].at) - Int64(earlier.at)) / 1e6
                pending[place].duplicates += 1
                pending[place].oldestMilliseconds = max(pending[place].oldestMilliseconds ?? 0, age)
            }
        }
        strangers += Set(copies.values.map { $0[0].identity }).count == copies.count ? 0 : 1
        places = [:]
        kills += pending
        progress("kills: \(kills.count) of \(experiment.kills), \(fanouts) fan-outs, lost \(lost)")
    }
}
