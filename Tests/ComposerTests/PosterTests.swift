// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Foundation
import Localization
import TestSupport
import Testing

@testable import Composer

@Suite("Posters", .timeLimit(.minutes(10)))
struct PosterTests {
    @Test("a sheet has six languages, a code and nothing from elsewhere", arguments: Scene.all)
    func sheet(scene: Scene) throws {
        let link = try Sample.link()
        let poster = try Sample.composer().poster(for: scene.alert(), link: link, previous: scene.earlier())
        #expect(poster.languages == Composer.posterLanguages && poster.missing.isEmpty)
        let html = poster.html
        #expect(html.matches(of: /<section\s/).count == 6)
        #expect(html.contains("@page { size: A4;") && html.contains("default-src 'none'"))
        #expect(html.contains("<svg") && html.contains(link.description))
        for forbidden in ["<script", " src=", "<link", "@import", "url(", " onload"] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        #expect(try scene.alert().status == .actual || html.contains("class=\"drill\""))
        #expect(html.contains("<ruby>"))
    }

    @Test("a language that lacks a phrase is left out and named")
    func gaps() throws {
        let alert = try Scene.named("rain-4").alert()
        let poster = try Sample.bareComposer().poster(for: alert, previous: nil)
        #expect(poster.languages == [.japanese, .easyJapanese, .english])
        #expect(Set(poster.missing.map(\.language)) == [.chineseSimplified, .vietnamese, .nepali])
        #expect(!poster.html.contains("<svg"))
        #expect(throws: ComposerError.self) {
            _ = try Sample.bareComposer().poster(for: alert, in: [.nepali], previous: nil)
        }
    }

    @Test("more words make smaller type")
    func size() throws {
        let alert = try Scene.named("tsunami-warning").alert()
        let one = try Sample.composer().text(of: alert, in: .japanese, previous: nil)
        let six = try Composer.posterLanguages.map { try Sample.composer().text(of: alert, in: $0, previous: nil) }
        let (large, small) = (PosterLayout([one], hasCode: true), PosterLayout(six, hasCode: true))
        #expect(large.points > small.points && large.extent == .actions)
        #expect(small.points >= 9 && small.columns.flatMap(\.self).sorted() == Array(0..<6))
    }

    @Test("a code has its three corners, its timing lines and a quiet zone")
    func code() throws {
        let code = try QRCode(Sample.link().description)
        #expect((code.width - 21).isMultiple(of: 4) && code.rows.count == code.width)
        let last = code.width - 7
        for (x, y) in [(0, 0), (last, 0), (0, last)] {
            for step in 0..<7 {
                #expect(code.rows[y][x + step] && code.rows[y + 6][x + step])
                #expect(code.rows[y + step][x] && code.rows[y + step][x + 6])
            }
            #expect(!code.rows[y + 1][x + 1] && code.rows[y + 3][x + 3])
        }
        for step in 8..<(code.width - 8) { #expect(code.rows[6][step] == step.isMultiple(of: 2)) }
        #expect(code.svg(label: "\"<").contains("viewBox=\"0 0 \(code.width + 8) \(code.width + 8)\""))
        #expect(code.svg(label: "\"<").contains("aria-label=\"&quot;&lt;\""))
        // What does not fit into the largest code is a fault, not a crash.
        #expect(throws: QRCode.Fault.self) { _ = try QRCode(String(repeating: "a", count: 3_000)) }
    }

    @Test("programs read the code", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zbarimg")))
    func decoded() throws {
        let link = try Sample.link().description
        let code = try QRCode(link)
        // Portable bitmap: four pixels a module.
        let width = (code.width + 8) * 4
        var bitmap = "P1\n\(width) \(width)\n"
        for y in 0..<width {
            for x in 0..<width {
                let (row, column) = (y / 4 - 4, x / 4 - 4)
                let isInside = code.rows.indices.contains(row) && code.rows.indices.contains(column)
                bitmap += isInside && code.rows[row][column] ? "1 " : "0 "
            }
            bitmap += "\n"
        }
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("code.pbm")
        try Data(bitmap.utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/zbarimg")
        process.arguments = ["--quiet", "--raw", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.start()
        let read = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.awaitEnd()
        #expect(read == link + "\n")
    }
}
