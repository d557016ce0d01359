// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Mailbox
import Synchronization
import Testing

@testable import Mail

/// Many sessions on few threads.
@Suite(.timeLimit(.minutes(10))) struct SMTPCarrierTests {
    @Test func manySessionsShareItAndEachMailArrivesOnce() async throws {
        let mailbox = LocalMailbox()
        let port = try await mailbox.start()
        let carrier = SMTPCarrier()
        let messages = try Sample.messages(100)
        let sources = (0..<30).map { _ in ListSource(messages, pausingBefore: [0, 50]) }
        try await withThrowingTaskGroup(of: SMTPSession.End.self) { group in
            for source in sources {
                group.addTask { try await source.send(.loopback(port), carrier: carrier).get() }
            }
            for try await end in group { #expect(end == .finished) }
        }
        for source in sources { #expect(source.outcomes.allSatisfy { $0?.isAccepted == true }) }
        #expect(mailbox.store.count == 3_000)
        try await mailbox.stop()
    }

    @Test func aRelayThatStallsCostsTheOthersNothing() async throws {
        let standing = Atomic<Int>(0)
        let stalled = LocalMailbox(faults: { stage, _ in
            guard stage == .content else { return nil }
            standing.add(1, ordering: .relaxed)
            return .delay(milliseconds: 600_000)
        })
        let sound = LocalMailbox()
        let (there, here) = (try await stalled.start(), try await sound.start())
        let carrier = SMTPCarrier()
        // More than there are threads.
        let waiting = try (0..<20).map { _ in ListSource(try Sample.messages(1)) }
        var settings = SMTPSettings.loopback(there)
        settings.replyTimeouts.content = .seconds(600)
        let patient = settings
        let late = waiting.map { source in Task { await source.send(patient, carrier: carrier) } }
        try await until { standing.load(ordering: .relaxed) == waiting.count }
        let source = ListSource(try Sample.messages(1_000))
        #expect(try await source.send(.loopback(here), carrier: carrier).get() == .finished)
        #expect(sound.store.count == 1_000)
        #expect(waiting.allSatisfy { $0.outcomes == [nil] }, "they were to stand all the time")
        try await stalled.stop()
        for one in late {
            if case .success = await one.value { Issue.record("a session that got no answer ended well") }
        }
        #expect(waiting.allSatisfy { $0.outcomes == [.unknown(.connectionLost)] })
        try await sound.stop()
    }

    @Test func itsThreadsEndWithIt() async throws {
        let mailbox = LocalMailbox()
        let port = try await mailbox.start()
        var carrier: SMTPCarrier? = SMTPCarrier()
        let lines = try (0..<8).map { _ in Weak(try #require(carrier).line()) }
        let source = ListSource(try Sample.messages(1))
        #expect(try await source.send(.loopback(port), carrier: try #require(carrier)).get() == .finished)
        #expect(lines.allSatisfy { $0.line != nil })
        carrier = nil
        try await until { lines.allSatisfy { $0.line == nil } }
        try await mailbox.stop()
    }

    /// Returns when it is so.
    private func until(_ isSo: () -> Bool) async throws {
        while !isSo() { try await Task.sleep(for: .milliseconds(20)) }
    }

    private final class Weak {
        weak var line: SMTPCarrier.Line?
        init(_ line: SMTPCarrier.Line) { self.line = line }
    }
}
