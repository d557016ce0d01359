// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// What becomes of each element, in their order, made on all processors at once; the calling thread takes its part.
    ///
    /// - Throws: what the first of them that failed has thrown.
    public func concurrentMap<Made: Sendable, Failure: Error>(
        _ make: @Sendable (Element) throws(Failure) -> Made
    ) throws(Failure) -> [Made] {
        let results = Mutex<[Result<Made, Failure>?]>([Result<Made, Failure>?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let result = Result<Made, Failure> { () throws(Failure) in try make(self[index]) }
            results.withLock { $0[index] = result }
        }
        var made: [Made] = []
        made.reserveCapacity(count)
        for result in results.withLock({ $0 }) {
            if let result { made.append(try result.get()) }
        }
        return made
    }
}
