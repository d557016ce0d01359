// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Fuzzing

/// Any bytes to the reader of documents.
@main
enum FuzzXML {
    static func main() {
        Fuzzer.run { bytes, count in Fuzzer.check(bytes, count) { MarkupProperty.fault(in: $0) } }
    }
}
