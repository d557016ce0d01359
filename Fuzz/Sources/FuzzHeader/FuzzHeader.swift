// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Fuzzing

/// Any texts to the writer of headers.
@main
enum FuzzHeader {
    static func main() {
        Fuzzer.run { bytes, count in Fuzzer.check(bytes, count) { HeaderProperty.fault(in: $0) } }
    }
}
