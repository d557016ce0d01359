// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Testing

/// The engines that a city's database may have.
public enum Engine: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case sqlite
    case postgresql

    /// The one that `TestDatabase` makes a database of; a suite with `.eachEngine` runs its tests once with each.
    @TaskLocal public static var current = Engine.sqlite

    /// Those that are installed.
    public static let present = PostgreSQLCluster.isPresent ? allCases : [.sqlite]

    /// The engine's own spelling.
    public var testDescription: String { self == .sqlite ? "SQLite" : "PostgreSQL" }
}

/// Runs each test of a suite with every engine, one after the other, each time with a suite of its own.
///
/// Where PostgreSQL is not installed only SQLite's turn comes; `PostgreSQLDatabaseTests` then say that they are skipped.
public struct EachEngine: SuiteTrait, TestTrait, TestScoping {
    /// Down to each test.
    public var isRecursive: Bool { true }

    /// Around each case of a test, not around the suite.
    public func scopeProvider(for test: Test, testCase: Test.Case?) -> EachEngine? {
        testCase == nil ? nil : self
    }

    /// Runs a case with each engine; what goes wrong says with which.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        for engine in Engine.present {
            let naming = IssueHandlingTrait.compactMapIssues { issue in
                var issue = issue
                issue.comments.append("with \(engine.testDescription)")
                return issue
            }
            try await Engine.$current.withValue(engine) {
                try await naming.provideScope(for: test, testCase: testCase, performing: function)
            }
        }
    }
}

extension Trait where Self == EachEngine {
    /// Once with each engine.
    public static var eachEngine: EachEngine { EachEngine() }
}
