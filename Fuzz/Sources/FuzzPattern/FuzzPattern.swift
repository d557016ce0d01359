// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Fuzzing

/// Any pattern to the check of translations and to the phrase book.
@main
enum FuzzPattern {
    static func main() {
        Fuzzer.run { bytes, count in Fuzzer.check(bytes, count) { PatternProperty.fault(in: $0) } }
    }
}
