// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzers keep, those that once broke something among them, without a fuzzer.
@Suite("Corpus of translations")
struct CorpusTests {
    private static func faults(_ target: String, _ property: (Data) -> String?) throws -> [String] {
        let folder = RepositoryRoot.appending("Fuzz/Corpus/\(target)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        try #require(files.count >= 10, "Fuzz/Corpus/\(target) holds \(files.count) inputs")
        return try files.compactMap { file in
            property(try Data(contentsOf: file)).map { "\(file.lastPathComponent): \($0)" }
        }
        .sorted()
    }

    @Test func filesKeepThePromisesOfTheReader() throws {
        #expect(try Self.faults("FuzzPO", POProperty.fault(in:)) == [])
    }

    @Test func patternsKeepThePromisesOfTheBook() throws {
        #expect(try Self.faults("FuzzPattern", PatternProperty.fault(in:)) == [])
    }
}
