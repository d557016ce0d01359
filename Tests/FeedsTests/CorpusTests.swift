// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzer keeps, those that once broke something among them, without a fuzzer.
@Suite("Corpus of feeds")
struct CorpusTests {
    @Test func feedsKeepThePromisesOfTheReader() throws {
        let folder = RepositoryRoot.appending("Fuzz/Corpus/FuzzAtom")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        try #require(files.count >= 10, "Fuzz/Corpus/FuzzAtom holds \(files.count) inputs")
        let faults = try files.compactMap { file in
            try AtomProperty.fault(in: Data(contentsOf: file)).map { "\(file.lastPathComponent): \($0)" }
        }
        #expect(faults.sorted() == [])
    }
}
