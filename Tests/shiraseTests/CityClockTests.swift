// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Logging
import Storage
import StorageTestSupport
import Testing

@testable import shirase

@Suite struct CityClockTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A machine whose clock is an hour ahead judges by the server's all the same.
    @Test func aWrongClockCountsForNothingBesideAServer() throws {
        let test = try TestDatabase(engine: .postgresql)
        let clock = CityClock(database: test.database) { Date(timeIntervalSinceNow: 3_600) }
        #expect(clock.now.timeIntervalSinceNow > 3_000)
        clock.adjust(Self.logger)
        #expect(abs(clock.now.timeIntervalSinceNow) < 60)
        #expect(abs(clock.lag + 3_600) < 60)
    }

    @Test func aFileHasItsMachinesClock() throws {
        let test = try TestDatabase(engine: .sqlite)
        let clock = CityClock(database: test.database) { Date(timeIntervalSinceNow: 3_600) }
        clock.adjust(Self.logger)
        #expect(clock.now.timeIntervalSinceNow > 3_000)
        #expect(clock.lag == 0)
    }

    @Test func aDatabaseThatIsAwayChangesNothing() throws {
        let clock = CityClock(database: Away())
        clock.adjust(Self.logger)
        #expect(clock.lag == 0)
    }

    private struct Away: Database {
        let dialect = Dialect.postgresql

        func read<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
            throw StorageError(code: .connectionLost, message: "away", statement: nil)
        }

        func write<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value { try read(body) }

        func time() throws -> Date? { try read { _ in nil } }
    }
}
