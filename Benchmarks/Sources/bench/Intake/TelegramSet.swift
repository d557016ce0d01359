// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// The telegrams that are read, and what to call them.
struct TelegramSet {
    /// What a report calls it.
    let name: String
    let files: [URL]
    let octets: Int

    /// Where the checkout is.
    private static let root = URL(fileURLWithPath: #filePath).parent(5)
    private static let own = ["Cities/ichikawa/demo", "Tests/IntakeTests/Fixtures"]
    private static let shared = ["../shared/data/jma/samples", "../shared/data/jma/real"]

    /// Every `*.xml` of some folders; of none, the project's own and, where they are, the samples beside the checkout.
    init(folders: [String] = []) throws {
        let samples = Self.shared.map { Self.root.appendingPathComponent($0).standardizedFileURL }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
        let places: [URL]
        switch (folders.isEmpty, samples.isEmpty) {
        case (false, _):
            (name, places) = (folders.joined(separator: ", "), folders.map { URL(fileURLWithPath: $0) })
        case (true, true):
            (name, places) = ("the project's own fixtures alone", Self.own.map(Self.root.appendingPathComponent))
        case (true, false):
            name = "the project's own fixtures and JMA's samples and real telegrams beside the checkout"
            places = Self.own.map(Self.root.appendingPathComponent) + samples
        }
        var files: [URL] = []
        for place in places {
            let found = (try? FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)) ?? []
            let telegrams = found.filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path }
            guard !telegrams.isEmpty else { throw BenchError(description: "\(place.path): no telegram (*.xml) in it") }
            files += telegrams
        }
        self.files = files
        octets = try files.reduce(0) { try $0 + ($1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) }
    }
}

extension URL {
    /// The folder so many levels up.
    func parent(_ levels: Int) -> URL { (0..<levels).reduce(self) { url, _ in url.deletingLastPathComponent() } }
}
