// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzer of headers keeps, without a fuzzer.
@Suite("Corpus of headers")
struct CorpusTests {
    @Test func headersKeepTheirPromises() throws {
        #expect(try FuzzCorpus.faults("FuzzHeader", HeaderProperty.fault(in:)) == [])
    }
}
