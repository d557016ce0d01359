// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Intake
import SafeXML
import Synchronization

/// A history of telegrams, read once: what each says of the city, in the order in which JMA sent them.
struct ReplayHistory: Sendable {
    /// A telegram that says something of the city.
    struct Step: Sendable {
        let file: String
        let sentAt: Date
        let bulletin: String
        let title: String
        let reports: [HazardReport]
    }

    /// What the files of one kind of bulletin were.
    struct KindCount: Sendable, Encodable {
        let bulletin: String
        let isRead: Bool
        var files = 0
        var concerned = 0
    }

    /// A file that could not be read.
    struct Refusal: Sendable, Encodable {
        let file: String
        let reason: String
    }

    /// Those that concern the city, by the time of their sending.
    private(set) var steps: [Step] = []
    /// How many files of which kind there were, by name.
    private(set) var kinds: [KindCount] = []
    /// What could not be read.
    private(set) var refusals: [Refusal] = []
    /// How many files there were.
    let files: Int
    /// How many bytes were the same as another file's.
    private(set) var duplicates = 0

    /// Reads files and, of folders, every `.xml` below them.
    ///
    /// Throws a `Failure` where a path leads nowhere or there is nothing to read.
    init(paths: [String], scope: CityScope) throws {
        let files = try paths.flatMap(Self.files).sorted()
        guard !files.isEmpty else { throw Failure(.missingInput, "no .xml file in \(paths.joined(separator: ", "))") }
        self.files = files.count
        let found = Mutex<[(index: Int, outcome: Outcome)]>([])
        let filter = CityFilter(scope: scope)
        let reader = TelegramReader()
        // Reading is most of the work, and every file is by itself.
        let lanes = min(files.count, ProcessInfo.processInfo.activeProcessorCount)
        DispatchQueue.concurrentPerform(iterations: lanes) { lane in
            var own: [(Int, Outcome)] = []
            for index in stride(from: lane, to: files.count, by: lanes) {
                own.append((index, Self.read(files[index], reader, filter)))
            }
            found.withLock { $0 += own }
        }
        collect(found.withLock { $0 }.sorted { $0.index < $1.index }.map(\.outcome))
    }

    private enum Outcome: Sendable {
        case step(Step, digest: Int)
        case passed(bulletin: String, isRead: Bool)
        case refused(Refusal)
    }

    private mutating func collect(_ outcomes: [Outcome]) {
        var kinds: [String: KindCount] = [:]
        var seen: Set<Int> = []
        for outcome in outcomes {
            switch outcome {
            case .step(let step, let digest):
                kinds[step.bulletin, default: KindCount(bulletin: step.bulletin, isRead: true)].files += 1
                kinds[step.bulletin]?.concerned += 1
                if seen.insert(digest).inserted { steps.append(step) } else { duplicates += 1 }
            case .passed(let bulletin, let isRead):
                kinds[bulletin, default: KindCount(bulletin: bulletin, isRead: isRead)].files += 1
            case .refused(let refusal): refusals.append(refusal)
            }
        }
        self.kinds = kinds.values.sorted { $0.bulletin < $1.bulletin }
        steps.sort { ($0.sentAt, $0.file) < ($1.sentAt, $1.file) }
    }

    private static func read(_ file: String, _ reader: TelegramReader, _ filter: CityFilter) -> Outcome {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            return .refused(Refusal(file: file, reason: "cannot be read; is it a file that you may read?"))
        }
        let telegram: Telegram
        do throws(MarkupError) {
            telegram = try reader.read(bytes)
        } catch {
            return .refused(Refusal(file: file, reason: "\(error)"))
        }
        guard case .reports(let reports) = filter.decide(telegram) else {
            return .passed(bulletin: telegram.kind.name, isRead: telegram.kind.isRead)
        }
        let step = Step(
            file: file,
            sentAt: telegram.envelope.sentAt,
            bulletin: telegram.kind.name,
            title: telegram.envelope.headTitle,
            reports: reports
        )
        return .step(step, digest: bytes.hashValue &+ telegram.hashValue)
    }

    private static func files(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure(.missingInput, "\(path): there is no such file or folder")
        }
        guard isFolder.boolValue else { return [path] }
        guard let walk = FileManager.default.enumerator(atPath: path) else {
            throw Failure(.missingInput, "\(path): cannot be listed")
        }
        return walk.compactMap { $0 as? String }.filter { $0.lowercased().hasSuffix(".xml") }
            .map { (path as NSString).appendingPathComponent($0) }
    }
}
