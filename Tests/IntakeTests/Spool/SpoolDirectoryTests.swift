// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Intake
import Synchronization
import Testing

@Suite("SpoolDirectory", .timeLimit(.minutes(10)))
struct SpoolDirectoryTests {
    /// A spool in a folder of its own.
    private final class Place: Sendable {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("spool-\(UUID().uuidString)")

        deinit { try? FileManager.default.removeItem(at: folder) }

        func spool(maximumBytes: Int = 1_000) throws -> SpoolDirectory {
            try SpoolDirectory(folder: folder, maximumBytes: maximumBytes)
        }

        func put(_ name: String, _ text: String, in part: String = "incoming") throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent("\(part)/\(name)"))
        }

        func text(_ path: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
        }

        func names(_ part: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(part).path).sorted()
        }
    }

    /// Remembers what it was given.
    private final class Recorder: Sendable {
        private let seen = Mutex<[String]>([])

        var all: [String] { seen.withLock { $0 } }

        func record(_ name: String, _ data: Data) {
            seen.withLock { $0.append("\(name)=\(String(decoding: data, as: UTF8.self))") }
        }
    }

    private struct NotNow: Error {}

    @Test func completeFilesAreHandedOverByNameAndMoved() async throws {
        let place = Place()
        let spool = try place.spool()
        try place.put("b.xml", "two")
        try place.put("a.xml", "one")
        let recorder = Recorder()
        let outcomes = try await spool.sweep { name, data in
            recorder.record(name, data)
            return .accepted
        }
        #expect(recorder.all == ["a.xml=one", "b.xml=two"])
        #expect(outcomes == [.done(name: "a.xml"), .done(name: "b.xml")])
        #expect(try place.names("incoming") == [] && place.names("done") == ["a.xml", "b.xml"])
        #expect(try place.text("done/a.xml") == "one")
    }

    @Test func unfinishedFilesAreLeftAlone() async throws {
        let place = Place()
        let spool = try place.spool()
        try place.put(".a.xml", "half")
        try place.put("b.xml.part", "half")
        let outcomes = try await spool.sweep { _, _ in
            Issue.record("handed over an unfinished file")
            return .accepted
        }
        #expect(outcomes.isEmpty)
        #expect(try place.names("incoming") == [".a.xml", "b.xml.part"])
    }

    @Test func refusedFilesKeepTheirReasonBesideThemAndStopNobody() async throws {
        let place = Place()
        let spool = try place.spool(maximumBytes: 10)
        try place.put("a.xml", "bad")
        try place.put("b.xml", "far too long for this")
        try place.put("c.xml", "good")
        let outcomes = try await spool.sweep { name, _ in name == "a.xml" ? .refused(reason: "no telegram") : .accepted
        }
        #expect(
            outcomes == [
                .refused(name: "a.xml", reason: "no telegram"),
                .refused(name: "b.xml", reason: "21 bytes, more than the 10 allowed"), .done(name: "c.xml"),
            ]
        )
        #expect(try place.names("refused") == ["a.xml", "a.xml.reason.txt", "b.xml", "b.xml.reason.txt"])
        #expect(try place.text("refused/a.xml.reason.txt") == "no telegram\n")
    }

    @Test func aFaultOfOursKeepsTheFileForTheNextPass() async throws {
        let place = Place()
        let spool = try place.spool()
        try place.put("a.xml", "one")
        let first = try await spool.sweep { _, _ in throw NotNow() }
        #expect(first == [.kept(name: "a.xml", reason: "NotNow()")])
        #expect(try place.names("incoming") == ["a.xml"])
        #expect(try await spool.sweep { _, _ in .accepted } == [.done(name: "a.xml")])
    }

    @Test func aRestartFindsWhatWasLeft() async throws {
        let place = Place()
        _ = try place.spool()
        try place.put("a.xml", "one")
        // A crash after the reason was written and before the file was moved.
        try place.put("a.xml.reason.txt", "old", in: "refused")
        let outcomes = try await place.spool().sweep { _, _ in .refused(reason: "new") }
        #expect(outcomes == [.refused(name: "a.xml.2", reason: "new")])
        #expect(try place.text("refused/a.xml.2") == "one" && place.text("refused/a.xml.2.reason.txt") == "new\n")
    }

    @Test func nothingIsOverwritten() async throws {
        let place = Place()
        let spool = try place.spool()
        for text in ["one", "two", "three"] {
            try place.put("a.xml", text)
            _ = try await spool.sweep { _, _ in .accepted }
        }
        #expect(try place.names("done") == ["a.xml", "a.xml.2", "a.xml.3"])
        #expect(try place.text("done/a.xml") == "one" && place.text("done/a.xml.3") == "three")
    }

    @Test func aFileThatGrowsWhileItIsReadIsTakenLater() async throws {
        let place = Place()
        let spool = try place.spool()
        try place.put("a.xml", "ha")
        let first = try await spool.sweep { name, _ in
            try place.put(name, "half")
            return .refused(reason: "truncated")
        }
        guard case .kept("a.xml", let reason) = try #require(first.first) else {
            Issue.record("not kept: \(first)")
            return
        }
        #expect(reason.contains("rename"))
        let recorder = Recorder()
        _ = try await spool.sweep { name, data in
            recorder.record(name, data)
            return .accepted
        }
        #expect(recorder.all == ["a.xml=half"])
    }

    @Test func linksAndFoldersAreNotRead() async throws {
        let place = Place()
        let spool = try place.spool()
        let incoming = place.folder.appendingPathComponent("incoming")
        try FileManager.default.createSymbolicLink(
            at: incoming.appendingPathComponent("a.xml"),
            withDestinationURL: URL(fileURLWithPath: "/etc/passwd")
        )
        try FileManager.default.createDirectory(
            at: incoming.appendingPathComponent("b"),
            withIntermediateDirectories: false
        )
        let outcomes = try await spool.sweep { _, _ in
            Issue.record("read what is not a file")
            return .accepted
        }
        #expect(outcomes.count == 2)
        #expect(
            outcomes.allSatisfy {
                if case .refused(_, let reason) = $0 { reason.contains("plain files") } else { false }
            }
        )
        #expect(try place.names("incoming").isEmpty)
    }

    @Test func runMakesPassesUntilItIsCancelled() async throws {
        let place = Place()
        let spool = try place.spool()
        try place.put("a.xml", "one")
        let clock = StepClock()
        let outcomes = Recorder()
        let task = Task {
            await spool.run(every: .seconds(2), clock: clock) { outcome in
                outcomes.record("\(outcome)", Data())
            } consumer: { _, _ in
                .accepted
            }
        }
        await clock.waitForSleep()
        try place.put("b.xml", "two")
        clock.advance()
        await clock.waitForSleep()
        task.cancel()
        await task.value
        #expect(outcomes.all == ["done(name: \"a.xml\")=", "done(name: \"b.xml\")="])
        #expect(clock.asked == [.seconds(2), .seconds(2)])
    }
}
