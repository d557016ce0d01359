// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import CFuzzer
public import Foundation

/// libFuzzer behind a property: what is false of some bytes is a crash, and the bytes are kept.
public enum Fuzzer {
    /// What libFuzzer calls with each input; it can capture nothing.
    public typealias Target = @convention(c) (_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32

    /// Runs libFuzzer with the arguments of the command line, and ends the process as it says.
    public static func run(_ target: Target) -> Never {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, target))
    }

    /// Holds a property against one input; stops the process where it says what is false.
    public static func check(
        _ bytes: UnsafePointer<UInt8>?,
        _ count: Int,
        _ property: (Data) -> String?
    ) -> Int32 {
        if let fault = property(Data(UnsafeBufferPointer(start: bytes, count: count))) {
            fatalError("a promise is broken: \(fault)")
        }
        return 0
    }
}
