// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Fuzzing

/// Any bytes to the reader of telegrams, and what comes out to the city's filter.
@main
enum FuzzTelegram {
    static func main() {
        Fuzzer.run { bytes, count in Fuzzer.check(bytes, count) { TelegramProperty.fault(in: $0) } }
    }
}
