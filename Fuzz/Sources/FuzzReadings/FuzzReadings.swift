// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Fuzzing

/// Any text to the reader of markup and to the linter of easy Japanese.
@main
enum FuzzReadings {
    static func main() {
        Fuzzer.run { bytes, count in Fuzzer.check(bytes, count) { ReadingMarkupProperty.fault(in: $0) } }
    }
}
