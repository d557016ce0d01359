// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation
public import SafeXML

/// A folder through which other programs hand in telegrams: `incoming/`, `done/` and `refused/`.
///
/// The rule of the maildrop: whoever writes a file writes it under a name that begins with `.` or ends in `.part`, and
/// renames it when it is whole. A file is handed over before it is moved, so a crash in between hands it over again and
/// never loses it; whoever takes it must bear to see it twice. Nothing in `done/` or `refused/` is ever overwritten.
public actor SpoolDirectory {
    /// Takes the name and bytes of one file. An error that it throws means "not now": the file stays.
    public typealias Consumer = @Sendable (_ name: String, _ data: Data) async throws -> SpoolVerdict

    private let incoming: URL
    private let done: URL
    private let refused: URL
    private let maximumBytes: Int

    /// Opens a spool, making its folders where they are missing.
    ///
    /// Files of more than `maximumBytes` are refused unread. Throws Foundation's error where a folder cannot be made.
    public init(folder: URL, maximumBytes: Int = XMLLimits.telegram.bytes) throws {
        incoming = folder.appendingPathComponent("incoming", isDirectory: true)
        done = folder.appendingPathComponent("done", isDirectory: true)
        refused = folder.appendingPathComponent("refused", isDirectory: true)
        self.maximumBytes = maximumBytes
        for url in [incoming, done, refused] {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
    }

    /// Makes passes until the task is cancelled, `interval` apart on `clock`, and tells `report` what became of files.
    ///
    /// A folder that cannot be listed is told as kept under its own path and tried again.
    public func run(
        every interval: Duration,
        clock: any Clock<Duration> = ContinuousClock(),
        report: @Sendable (SpoolOutcome) -> Void,
        consumer: Consumer
    ) async {
        while !Task.isCancelled {
            do {
                for outcome in try await sweep(consumer) { report(outcome) }
            } catch {
                report(.kept(name: incoming.path, reason: "the folder cannot be listed: \(error)"))
            }
            do { try await clock.sleep(for: interval) } catch { return }
        }
    }

    /// Makes one pass over the complete files of `incoming/`, by name, and says what became of each.
    ///
    /// One bad file never stops the next. Throws only where the folder cannot be listed.
    public func sweep(_ consumer: Consumer) async throws -> [SpoolOutcome] {
        let names = try FileManager.default.contentsOfDirectory(atPath: incoming.path).sorted()
        var outcomes: [SpoolOutcome] = []
        for name in names where SpoolDirectory.isComplete(name) && !Task.isCancelled {
            outcomes.append(await take(name, consumer))
        }
        return outcomes
    }

    private static func isComplete(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasSuffix(".part")
    }

    private func take(_ name: String, _ consumer: Consumer) async -> SpoolOutcome {
        let url = incoming.appendingPathComponent(name)
        do {
            let before = try Stamp(url)
            guard before.isRegular else {
                return try refuse(name, reason: "not a regular file; hand in telegrams as plain files")
            }
            guard before.size <= maximumBytes else {
                return try refuse(name, reason: "\(before.size) bytes, more than the \(maximumBytes) allowed")
            }
            let verdict = try await consumer(name, Data(contentsOf: url))
            // A writer that does not rename may have been in the middle of it.
            guard try Stamp(url) == before else {
                return .kept(name: name, reason: "changed while it was read; write under another name and rename")
            }
            switch verdict {
            case .accepted: return .done(name: try move(name, to: done))
            case .refused(let reason): return try refuse(name, reason: reason)
            }
        } catch {
            return .kept(name: name, reason: "\(error)")
        }
    }

    private func refuse(_ name: String, reason: String) throws -> SpoolOutcome {
        let free = freeName(for: name, in: refused)
        // The reason first: a crash in between leaves a reason without its file, never a file without its reason.
        let note = refused.appendingPathComponent("\(free).reason.txt")
        try Data("\(reason)\n".utf8).write(to: note, options: .atomic)
        try FileManager.default.moveItem(
            at: incoming.appendingPathComponent(name),
            to: refused.appendingPathComponent(free)
        )
        return .refused(name: free, reason: reason)
    }

    private func move(_ name: String, to folder: URL) throws -> String {
        let free = freeName(for: name, in: folder)
        try FileManager.default.moveItem(
            at: incoming.appendingPathComponent(name),
            to: folder.appendingPathComponent(free)
        )
        return free
    }

    /// The name, or with a number behind it where it or its note is taken.
    private func freeName(for name: String, in folder: URL) -> String {
        var candidate = name
        var number = 2
        while exists(candidate, in: folder) || exists("\(candidate).reason.txt", in: folder) {
            candidate = "\(name).\(number)"
            number += 1
        }
        return candidate
    }

    /// Whether there is anything of a name, be it a link that leads nowhere.
    private func exists(_ name: String, in folder: URL) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(name).path)) != nil
    }

    /// What tells whether a file was changed; a link is looked at, not followed.
    private struct Stamp: Equatable {
        let isRegular: Bool
        let size: Int
        let modified: Date?

        init(_ url: URL) throws {
            let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
            isRegular = attributes[.type] as? FileAttributeType == .typeRegular
            size = (attributes[.size] as? NSNumber)?.intValue ?? 0
            modified = attributes[.modificationDate] as? Date
        }
    }
}
