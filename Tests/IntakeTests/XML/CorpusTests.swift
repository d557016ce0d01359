// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzers keep, those that once broke something among them, without a fuzzer.
@Suite("Corpora of documents and telegrams")
struct CorpusTests {
    @Test func documentsKeepThePromisesOfTheReader() throws {
        #expect(try FuzzCorpus.faults("FuzzXML", MarkupProperty.fault(in:)) == [])
        #expect(try FuzzCorpus.faults("FuzzTelegram", MarkupProperty.fault(in:)) == [])
    }

    @Test func telegramsKeepThePromisesOfReaderAndFilter() throws {
        #expect(try FuzzCorpus.faults("FuzzTelegram", TelegramProperty.fault(in:)) == [])
        #expect(try FuzzCorpus.faults("FuzzXML", TelegramProperty.fault(in:)) == [])
    }
}
