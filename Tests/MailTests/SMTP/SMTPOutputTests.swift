// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Testing

@testable import Mail

@Suite struct SMTPOutputTests {
    /// What TLS asks for: after a write that would block, the same octets at the same place.
    @Test func octetsOnceSeenStayWhereTheyAreUntilTheyAreTaken() {
        var output = SMTPOutput()
        output.append([1, 2, 3])
        let seen = output.withUnwritten { (UInt(bitPattern: $0.baseAddress), Array($0)) }
        for byte in 0..<100_000 { output.append([UInt8(truncatingIfNeeded: byte)]) }
        #expect(output.withUnwritten { (UInt(bitPattern: $0.baseAddress), Array($0)) } == seen)
        output.wrote(2)
        #expect(output.withUnwritten { (UInt(bitPattern: $0.baseAddress), Array($0)) } == (seen.0 + 2, [3]))
        output.wrote(1)
        #expect(output.withUnwritten { $0.count } == 100_000)
        #expect(output.putOut == 100_003 && output.written == 3 && output.unwritten == 100_000)
    }

    @Test func octetsComeOutInTheOrderInWhichTheyWentIn() {
        var generator = SeededGenerator(seed: 8_446)
        var output = SMTPOutput()
        var (expected, got): ([UInt8], [UInt8]) = ([], [])
        for _ in 0..<5_000 {
            if Bool.random(using: &generator) {
                var bytes = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                expected += bytes
                if Bool.random(using: &generator) { output.append(bytes) } else { output.take(&bytes) }
            } else {
                let limit = Int.random(in: 0...9, using: &generator)
                let bytes = output.withUnwritten { Array($0.prefix(limit)) }
                output.wrote(bytes.count)
                got += bytes
            }
            #expect(output.unwritten == expected.count - got.count)
        }
        while output.unwritten > 0 {
            let bytes = output.withUnwritten { Array($0) }
            output.wrote(bytes.count)
            got += bytes
        }
        #expect(got == expected)
    }

    @Test func aQueueGivesBackWhatItWasGiven() {
        var generator = SeededGenerator(seed: 9)
        var queue = FIFO<Int>()
        var (given, taken) = (0, 0)
        for _ in 0..<20_000 {
            if Int.random(in: 0..<100, using: &generator) < 51 {
                queue.append(given)
                given += 1
            } else if let number = queue.popFirst() {
                #expect(number == taken)
                taken += 1
            } else {
                #expect(given == taken)
            }
            #expect(queue.count == given - taken)
            #expect(queue.first == (given == taken ? nil : taken) && queue.last == (given == taken ? nil : given - 1))
        }
        #expect(taken > 5_000)
    }
}
