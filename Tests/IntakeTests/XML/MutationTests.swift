// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Intake
import SafeXML
import TestSupport
import Testing

/// Damaged telegrams: each must come out as a telegram or as an error, never as a crash.
@Suite("Mutated telegrams", .timeLimit(.minutes(10)))
struct MutationTests {
    /// SplitMix64, so that a failing case can be found again by its seed.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private func mutate(_ data: Data, seed: UInt64) -> Data {
        var generator = Generator(state: seed)
        var bytes = [UInt8](data)
        let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
        for _ in 0..<Int.random(in: 1...4, using: &generator) where bytes.count > 1 {
            let start = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, start + Int.random(in: 1...40, using: &generator))
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes.removeSubrange(start..<end)
            case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
            case 3: bytes[start] = UInt8.random(in: 0x20..<0x7F, using: &generator)
            case 4: bytes.swapAt(start, end - 1)
            // Half of the damage hits numbers, and leaves a document that a parser takes.
            default:
                guard let place = digits.randomElement(using: &generator), place < bytes.count else { continue }
                bytes[place] = UInt8(ascii: "0") + UInt8.random(in: 0...9, using: &generator)
            }
        }
        return Data(bytes)
    }

    private func survive(_ material: [Data], cases: Int) -> (read: Int, refused: Int) {
        let reader = TelegramReader()
        let filter = CityFilter(scope: .ichikawa)
        var read = 0
        var refused = 0
        for seed in 0..<cases {
            do throws(MarkupError) {
                let telegram = try reader.read(mutate(material[seed % material.count], seed: UInt64(seed)))
                _ = filter.decide(telegram)
                read += 1
            } catch {
                #expect(!error.what.isEmpty && !error.remedy.isEmpty)
                refused += 1
            }
        }
        return (read, refused)
    }

    @Test func ownFixturesSurviveDamage() {
        let result = survive([Fixture.flash, .tsunamiAdvisory, .tsunamiLifted].map(\.data), cases: 1_000)
        #expect(result.read > 100)
        #expect(result.refused > 300)
    }

    @Test(.enabled(if: SharedData.isPresent, SharedData.absent))
    func realTelegramsSurviveDamage() throws {
        let material = try RealTelegramTests.files(["_VXSE51", "_VXSE53", "_VTSE41"])
            .map { try Data(contentsOf: $0) }
            .filter { $0.count < 12_000 }
        try #require(material.count > 20)
        let result = survive(material, cases: 5_000)
        #expect(result.read > 500)
        #expect(result.refused > 1_500)
    }

    @Test func anyMixtureOfPiecesOfXMLIsAnswered() {
        let pieces = [
            "<", ">", "/", "=", "\"", "'", "&", ";", "#", "x", "<?", "?>", "<?xml", "<?xml ", "<!", "<!--", "-->",
            "<![CDATA[",
            "]]>", "a", ":", "xmlns",
            "xmlns:a", " ", "\n", "あ", "\u{1}", "<a>", "</a>", "<a ", "/>", "<a/>", "b=''", "&amp;", "&#65;", "<a:b",
            "xml:", "version='1.0'",
            "encoding='UTF-8'", "<Report xmlns='http://xml.kishou.go.jp/jmaxml1/'>", "</Report>", "<Control>",
            "</Control>",
        ]
        let reader = TelegramReader()
        for seed in 0..<20_000 {
            var generator = Generator(state: UInt64(seed))
            let count = Int.random(in: 1...14, using: &generator)
            let text = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
            #expect(throws: MarkupError.self) { try reader.read(Data(text.utf8)) }
        }
    }
}
