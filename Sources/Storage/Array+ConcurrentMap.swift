// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// What becomes of each element, in their order, made on all processors at once; the calling thread takes its part.
    ///
    /// - Throws: what the first of them that failed has thrown.
    public func concurrentMap<Made: Sendable>(_ make: @Sendable (Element) throws -> Made) throws -> [Made] {
        let results = Mutex<[Result<Made, any Error>?]>([Result<Made, any Error>?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let result = Result { try make(self[index]) }
            results.withLock { $0[index] = result }
        }
        return try results.withLock { try $0.compactMap { try $0?.get() } }
    }
}
