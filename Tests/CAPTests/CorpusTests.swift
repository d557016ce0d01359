// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzer keeps, those that once broke something among them, without a fuzzer.
@Suite("Corpus of CAP messages")
struct CorpusTests {
    @Test func messagesKeepThePromisesOfReaderAndWriter() throws {
        let folder = RepositoryRoot.appending("Fuzz/Corpus/FuzzCAP")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        try #require(files.count >= 20, "Fuzz/Corpus/FuzzCAP holds \(files.count) inputs")
        let faults = try files.compactMap { file in
            try CAPProperty.fault(in: Data(contentsOf: file)).map { "\(file.lastPathComponent): \($0)" }
        }
        #expect(faults.sorted() == [])
    }
}
