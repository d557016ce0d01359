// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Testing

/// gettext's own tools as judges of our parser and writer.
@Suite(.enabled(if: Gettext.isPresent, "skipped: gettext is not installed"))
struct POFileGettextTests {
    @Test
    func msgfmtTakesWhatWeRead() throws {
        #expect(try Gettext.complaint(about: SamplePO.text) == nil)
    }

    @Test
    func msgfmtTakesWhatWeWrite() throws {
        #expect(try Gettext.complaint(about: try POFile(parsing: SamplePO.text).serialized) == nil)
    }

    @Test(arguments: [[], ["--no-wrap"], ["--width=20"], ["--sort-output"]])
    func msgcatChangesNothing(arguments: [String]) throws {
        let file = try POFile(parsing: SamplePO.text)
        let answer = try Gettext.run("msgcat", arguments, input: file.serialized)
        var read = try POFile(parsing: answer.output)
        if arguments == ["--sort-output"] {
            read.entries.sort { $0.source < $1.source }
            #expect(read.entries == file.entries.sorted { $0.source < $1.source })
        } else {
            #expect(read == file)
        }
    }

    @Test
    func weWriteAsMsgcatDoes() throws {
        let file = try POFile(parsing: SamplePO.text)
        let answer = try Gettext.run("msgcat", ["--no-wrap"], input: file.serialized)
        #expect(answer.output == file.serialized)
    }

    @Test
    func weSeeTheSameFuzzyEntries() throws {
        let file = try POFile(parsing: SamplePO.text)
        let answer = try Gettext.run("msgattrib", ["--only-fuzzy", "--no-obsolete"], input: SamplePO.text)
        #expect(try POFile(parsing: answer.output).entries == file.entries.filter(\.isFuzzy))
    }

    /// Mutants never crash the parser; what is refused tells a line, what is taken reads back and suits msgfmt.
    @Test(arguments: [1, 2, 3, 4])
    func mutantsAreReadOrRefusedWithALine(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var taken = 0
        for round in 0..<400 {
            let bytes = POMutation.mutant(of: Array(SamplePO.text.utf8), using: &random)
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count
            let place: Comment = "seed \(seed), round \(round)"
            switch Result(catching: { () throws(POError) in try POFile(parsing: bytes) }) {
            case .success(let file):
                #expect(try POFile(parsing: file.serialized) == file, place)
                taken += 1
                // One process each is slow: a sample of those taken is enough for each seed.
                guard taken <= 25 else { break }
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(try Gettext.complaint(about: text) == nil, "\(place)\n\(text)")
            case .failure(let error):
                #expect(!error.faults.isEmpty)
                #expect(error.faults.allSatisfy { (1...lines).contains($0.line) }, "\(place): \(error)")
            }
        }
        #expect(taken >= 25)
    }
}
