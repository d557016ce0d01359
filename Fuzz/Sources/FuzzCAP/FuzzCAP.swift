// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Fuzzing

/// Any bytes to the reader of CAP, and what comes out to its writer and back.
@main
enum FuzzCAP {
    static func main() {
        Fuzzer.run { bytes, count in Fuzzer.check(bytes, count) { CAPProperty.fault(in: $0) } }
    }
}
