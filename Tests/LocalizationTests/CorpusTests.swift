// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing

/// Every input that the fuzzers keep, those that once broke something among them, without a fuzzer.
@Suite("Corpus of translations")
struct CorpusTests {
    @Test func filesKeepThePromisesOfTheReader() throws {
        #expect(try FuzzCorpus.faults("FuzzPO", POProperty.fault(in:)) == [])
    }

    @Test func patternsKeepThePromisesOfTheBook() throws {
        #expect(try FuzzCorpus.faults("FuzzPattern", PatternProperty.fault(in:)) == [])
    }
}
