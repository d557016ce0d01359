// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Registry
import TestSupport
import Testing

@testable import Delivery

@Suite struct MemberListTests {
    private func ids(_ numbers: [Int64]) -> [Subscriber.ID] { numbers.map { Subscriber.ID(rawValue: $0) } }

    @Test(
        arguments: [
            [], [1], [1, 2, 3], [127, 128, 129], [1, .max], [.max], [16_383, 16_384, 2_097_151, 1 << 40],
        ] as [[Int64]]
    )
    func whatIsWrittenIsRead(_ numbers: [Int64]) {
        #expect(MemberList.decode(MemberList.encode(ids(numbers))) == ids(numbers))
    }

    @Test func randomListsRoundTripAndAreSmall() {
        var random = SeededRandom(seed: 81)
        for _ in 0..<300 {
            var last: Int64 = 0
            let numbers = (0..<Int.random(in: 1...500, using: &random)).map { _ in
                last += Int64.random(in: 1...Int64(1) << Int.random(in: 0...30, using: &random), using: &random)
                return last
            }
            let bytes = MemberList.encode(ids(numbers))
            #expect(MemberList.decode(bytes) == ids(numbers))
            #expect(bytes.count <= numbers.count * 5)
        }
        #expect(MemberList.encode(ids(Array(1...500))).count == 500, "a slice of neighbours is a byte each")
    }

    @Test(
        arguments: [
            [0x80], [0x00], [1, 0], [0xFF, 0xFF], [UInt8](repeating: 0xFF, count: 12),
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x01],
        ] as [[UInt8]]
    )
    func bytesThatAreNoListAreRefused(_ bytes: [UInt8]) {
        #expect(MemberList.decode(bytes) == nil)
    }

    @Test func anyBytesAreReadOrRefusedAndWhatIsReadAscends() {
        var random = SeededRandom(seed: 82)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            guard let members = MemberList.decode(bytes) else { continue }
            #expect(members == members.sorted() && Set(members).count == members.count)
            #expect(members.allSatisfy { $0.rawValue > 0 })
        }
    }
}

@Suite struct SliceProgressTests {
    @Test func eachIsSettledOnceAndTheCountsAddUp() {
        var random = SeededRandom(seed: 83)
        for _ in 0..<200 {
            let total = Int.random(in: 1...70, using: &random)
            var progress = SliceProgress(total: total)
            var model: [Int: FinalState] = [:]
            for _ in 0..<100 {
                let index = Int.random(in: 0..<total, using: &random)
                let state = FinalState.allCases.randomElement(using: &random) ?? .sent
                #expect(progress.settle(index, as: state) == (model[index] == nil))
                if model[index] == nil { model[index] = state }
            }
            #expect(progress.settled == model.count && progress.isComplete == (model.count == total))
            for state in FinalState.allCases {
                #expect((progress.counts[state] ?? 0) == model.values.count { $0 == state })
            }
            #expect((0..<total).allSatisfy { progress.isSettled($0) == (model[$0] != nil) })
            #expect(SliceProgress(total: total, bits: progress.bits, counts: progress.counts) == progress)
        }
    }

    @Test func storedProgressThatDoesNotAddUpIsRefused() {
        #expect(SliceProgress(total: 9, bits: [1, 0], counts: [.sent: 1]) != nil)
        #expect(SliceProgress(total: 9, bits: [1, 0], counts: [.sent: 2]) == nil, "more counted than set")
        #expect(SliceProgress(total: 9, bits: [1, 0], counts: [:]) == nil, "less counted than set")
        #expect(SliceProgress(total: 9, bits: [1], counts: [.sent: 1]) == nil, "too short")
        #expect(SliceProgress(total: 9, bits: [0, 2], counts: [.sent: 1]) == nil, "a bit beyond the last")
        #expect(SliceProgress(total: 8, bits: [255], counts: [.sent: 8])?.isComplete == true)
    }
}
