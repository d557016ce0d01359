// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzers keep, those that once broke something among them, without a fuzzer.
@Suite("Corpora of documents and telegrams")
struct CorpusTests {
    private static func files(of target: String) throws -> [URL] {
        let folder = RepositoryRoot.appending("Fuzz/Corpus/\(target)")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
    }

    private static func faults(of target: String, _ property: (Data) -> String?) throws -> [String] {
        let files = try files(of: target)
        try #require(files.count >= 20, "Fuzz/Corpus/\(target) holds \(files.count) inputs")
        return try files.compactMap { file in
            try property(Data(contentsOf: file)).map { "\(file.lastPathComponent): \($0)" }
        }
    }

    @Test func documentsKeepThePromisesOfTheReader() throws {
        #expect(try Self.faults(of: "FuzzXML") { MarkupProperty.fault(in: $0) } == [])
        #expect(try Self.faults(of: "FuzzTelegram") { MarkupProperty.fault(in: $0) } == [])
    }

    @Test func telegramsKeepThePromisesOfReaderAndFilter() throws {
        #expect(try Self.faults(of: "FuzzTelegram") { TelegramProperty.fault(in: $0) } == [])
        #expect(try Self.faults(of: "FuzzXML") { TelegramProperty.fault(in: $0) } == [])
    }
}
