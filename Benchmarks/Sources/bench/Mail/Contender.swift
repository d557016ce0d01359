// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// Something that sends mails to a sink.
protocol Contender {
    var name: String { get }
    func send(_ count: Int, over connections: Int, to sink: Sink) throws -> Measured
}

/// How long it took, on the clock and on the processor.
struct Measured {
    let seconds: Double
    let processorSeconds: Double

    /// Times work of this process.
    static func of(_ work: () throws -> Void) rethrows -> Measured {
        let processor = Usage.ofThisProcess
        let start = ContinuousClock.now
        try work()
        let elapsed = ContinuousClock.now - start
        return Measured(seconds: elapsed.inSeconds, processorSeconds: Usage.ofThisProcess - processor)
    }
}

enum Usage {
    static var ofThisProcess: Double { seconds(__rusage_who_t(RUSAGE_SELF.rawValue)) }
    static var ofChildren: Double { seconds(__rusage_who_t(RUSAGE_CHILDREN.rawValue)) }

    private static func seconds(_ who: __rusage_who_t) -> Double {
        var usage = rusage()
        getrusage(who, &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}
