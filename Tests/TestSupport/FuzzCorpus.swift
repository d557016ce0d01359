// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import Foundation

/// What the fuzzers keep: inputs that reach something, and those that once broke a promise.
public enum FuzzCorpus {
    /// A corpus that is not there, or hardly.
    public struct TooFew: Error, CustomStringConvertible {
        /// Which, and how many inputs it has.
        public let description: String
    }

    /// What a property says of a fuzzer's inputs, each with its file; none where all keep their promises.
    ///
    /// - Throws: `TooFew` where there are less than ten, since a test of nothing proves nothing.
    public static func faults(_ target: String, _ property: (Data) -> String?) throws -> [String] {
        let folder = RepositoryRoot.appending("Fuzz/Corpus/\(target)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        guard files.count >= 10 else {
            throw TooFew(description: "Fuzz/Corpus/\(target) holds \(files.count) inputs")
        }
        return try files.compactMap { file in
            property(try Data(contentsOf: file)).map { "\(file.lastPathComponent): \($0)" }
        }
        .sorted()
    }
}
