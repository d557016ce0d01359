// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Storage
import StorageTestSupport
import Testing

/// Connections that break, and wakes between processes.
@Suite(.enabled(if: PostgreSQLCluster.isPresent, PostgreSQLCluster.absent), .timeLimit(.minutes(10)))
struct PostgreSQLConnectionTests {
    private let test: TestDatabase
    private var database: any Database { test.database }

    init() throws {
        test = try TestDatabase(engine: .postgresql)
        try test.database.write { session in _ = try session.execute("CREATE TABLE numbers (n BIGINT)", []) }
    }

    /// Ends all connections to the test's database but the one that asks.
    private func cutOff() throws {
        let other = try test.another()
        _ = try other.read { session in
            try session.rows(
                """
                SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """
            )
        }
    }

    private func count() throws -> Int? {
        try database.read { session in try session.firstRow("SELECT COUNT(*) FROM numbers")?.int(0) }
    }

    @Test func aConnectionThatIsLostEndsTheTransactionAndTheNextOneConnectsAgain() throws {
        let error = try #require(throws: StorageError.self) {
            try database.write { session in
                try session.execute("INSERT INTO numbers VALUES (1)", [])
                try cutOff()
                try session.execute("INSERT INTO numbers VALUES (2)", [])
            }
        }
        #expect(error.code == .connectionLost)
        #expect(try count() == 0)
        try database.write { session in _ = try session.execute("INSERT INTO numbers VALUES (3)", []) }
        #expect(try count() == 1)
    }

    @Test func aConnectionThatIsLostBeforeTheCommitSaysThatOneHasToLook() throws {
        let error = try #require(throws: StorageError.self) {
            try database.write { session in
                try session.execute("INSERT INTO numbers VALUES (1)", [])
                try cutOff()
            }
        }
        #expect(error.code == .connectionLost)
        #expect(error.message.contains("while committing"))
        #expect(try count() == 0)
    }

    @Test func connectionsThatDiedUnusedAreReplacedWithoutAWord() throws {
        // More than one of them.
        try database.read { _ in try database.read { _ in try database.read { _ in } } }
        try cutOff()
        #expect(try count() == 0)
        #expect(try count() == 0)
    }

    @Test func whatWasCommittedIsThereAfterACrashOfTheServer() throws {
        let cluster = try PostgreSQLCluster(isDurable: true)
        try cluster.create("crashing")
        let database = try PostgreSQLDatabase(url: cluster.url("crashing"))
        try database.write { session in _ = try session.execute("CREATE TABLE numbers (n BIGINT)", []) }
        for round in 1...5 {
            #expect(throws: StorageError.self) {
                try database.write { session in
                    try session.execute("INSERT INTO numbers VALUES ($1)", [SQLValue(-round)])
                    try cluster.crash()
                    try session.execute("INSERT INTO numbers VALUES (0)", [])
                }
            }
            try database.write { session in
                _ = try session.execute("INSERT INTO numbers VALUES ($1)", [SQLValue(round)])
            }
            try cluster.crash()
            let kept = try database.read { session in
                try session.rows("SELECT n FROM numbers ORDER BY n").map { try $0.int(0) }
            }
            #expect(kept == Array(1...round))
        }
    }

    // MARK: Waking

    @Test func aCommitWakesWhoWaits() throws {
        let waiter = try database.waiter(on: "slices")
        let other = try test.another()
        try other.write { session in
            try session.wake("slices")
            try session.wake("slices")
        }
        #expect(try waiter.wait(for: .seconds(60)))
        #expect(try !waiter.wait(for: .zero), "once is enough")
        DispatchQueue.global().async { try? other.write { session in try session.wake("slices") } }
        #expect(try waiter.wait(for: .seconds(60)), "also in the middle of a wait")
    }

    @Test func nothingWakesThatDidNotHappenOrIsOfAnotherChannel() throws {
        struct Stop: Error {}
        let waiter = try database.waiter(on: "slices")
        #expect(throws: Stop.self) {
            try database.write { session in
                try session.wake("slices")
                throw Stop()
            }
        }
        try database.write { session in try session.wake("Slices") }
        #expect(try !waiter.wait(for: .milliseconds(50)))
    }

    @Test func aChannelMayHaveAnyName() throws {
        let name = "slices \"live\"; 速報"
        let waiter = try database.waiter(on: name)
        try database.write { session in try session.wake(name) }
        #expect(try waiter.wait(for: .seconds(60)))
    }

    @Test func aWaiterThatLostItsConnectionSaysSoAndThenLooksOnceMore() throws {
        let waiter = try database.waiter(on: "slices")
        try cutOff()
        let error = #expect(throws: StorageError.self) { try waiter.wait(for: .seconds(60)) }
        #expect(error?.code == .connectionLost)
        #expect(try waiter.wait(for: .zero), "something may have come meanwhile")
        #expect(try !waiter.wait(for: .zero))
    }
}
