// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzer of readings keeps, without a fuzzer.
@Suite("Corpus of readings")
struct CorpusTests {
    @Test func textsKeepThePromisesOfMarkup() throws {
        #expect(try FuzzCorpus.faults("FuzzReadings", ReadingMarkupProperty.fault(in:)) == [])
    }
}
