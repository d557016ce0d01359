// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzer keeps, those that once broke something among them, without a fuzzer.
@Suite("Corpus of CAP messages")
struct CorpusTests {
    @Test func messagesKeepThePromisesOfReaderAndWriter() throws {
        #expect(try FuzzCorpus.faults("FuzzCAP", CAPProperty.fault(in:)) == [])
    }
}
