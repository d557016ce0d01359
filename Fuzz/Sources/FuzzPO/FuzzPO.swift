// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Fuzzing

/// Any bytes to the reader of translations.
@main
enum FuzzPO {
    static func main() {
        Fuzzer.run { bytes, count in Fuzzer.check(bytes, count) { POProperty.fault(in: $0) } }
    }
}
