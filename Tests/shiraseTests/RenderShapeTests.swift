// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import TestSupport
import Testing

@Suite("render's further shapes", .timeLimit(.minutes(10)))
struct RenderShapeTests {
    private let telegram = ["--telegram", RepositoryRoot.appending("Cities/ichikawa/demo/04-VTSE41.xml").path]
    private let link = "https://www.city.example.jp/bousai?a=1"

    @Test(arguments: ["x", "bluesky", "mastodon", "line", "telegram", "slack", "discord", "ntfy"])
    func aPostEndsWithItsLink(network: String) throws {
        let options = ["--lang", "en", "--shape", "post", "--network", network, "--link", link]
        let post = try Program.run(["render"] + telegram + options)
        #expect(post.status == 0, "\(post.errors)")
        #expect(post.output.hasPrefix("Tsunami Warning") && post.output.hasSuffix("\n\(link)\n"))
        let json = try Program.run(["render"] + telegram + options + ["--json"])
        #expect(json.output.contains("\"sizes\":[{"))
    }

    @Test func speechPagePosterAndCAPAreWritten() throws {
        let speech = try Program.run(["render"] + telegram + ["--lang", "ja", "--shape", "speech"])
        #expect(speech.output.contains("さんメートル") && !speech.output.contains("http"))
        let page = try Program.run(["render"] + telegram + ["--lang", "ne", "--shape", "page"])
        #expect(page.output.hasPrefix("<article class=\"shirase-alert\" lang=\"ne\""))
        let poster = try Program.run(["render"] + telegram + ["--shape", "poster", "--link", link])
        #expect(poster.output.contains("<svg") && poster.output.contains("?a=1"))
        let two = try Program.run(["render"] + telegram + ["--shape", "poster", "--lang", "ja,km"])
        #expect(two.output.contains("lang=\"km\"") && !two.output.contains("lang=\"en\""))
        let cap = try Program.run(["render"] + telegram + ["--shape", "cap"])
        #expect(cap.output.contains("urn:oasis:names:tc:emergency:cap:1.2"))
        #expect(cap.output.contains("<language>my</language>"))
    }

    @Test func theMatrixShowsEveryLanguageBesideEveryShape() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("matrix.html")
        let matrix = try Program.run(
            ["render"] + telegram + ["--matrix", "--html", file.path, "--json", "--link", link]
        )
        #expect(matrix.status == 0, "\(matrix.errors)")
        struct Matrix: Decodable {
            struct Cell: Decodable {
                let language: String
                let shape: String
                let state: String
                let remarks: [String]
            }
            let cells: [Cell]
        }
        let cells = try JSONDecoder().decode(Matrix.self, from: Data(matrix.output.utf8)).cells
        #expect(cells.count == Language.all.count * 13)
        #expect(cells.allSatisfy { ($0.state == "green") == $0.remarks.isEmpty })
        #expect(!cells.contains { $0.state == "red" })
        let page = try String(contentsOf: file, encoding: .utf8)
        #expect(page.contains("default-src 'none'") && !page.contains("<script") && !page.contains(" src="))
        for language in Language.all { #expect(page.contains("id=\"\(language)-post-x\"")) }
    }

    /// What a language lacks is red in its row and stops no other.
    @Test func aMissingPhraseIsRed() throws {
        let folder = try TemporaryFolder()
        for name in ["Cities", "Templates", "Locales"] {
            try FileManager.default.copyItem(
                at: RepositoryRoot.appending(name),
                to: folder.url.appendingPathComponent(name)
            )
        }
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("Locales/alerts/vi.po"))
        let environment = ["SHIRASE_RESOURCES": folder.url.path]
        let file = folder.url.appendingPathComponent("matrix.html")
        let matrix = try Program.run(
            ["render"] + telegram + ["--matrix", "--html", file.path],
            environment: environment
        )
        #expect(matrix.status == 0, "\(matrix.errors)")
        let page = try String(contentsOf: file, encoding: .utf8)
        #expect(page.matches(of: /<td class="red"/).count == 13)
        let post = try Program.run(
            ["render"] + telegram + ["--lang", "vi", "--shape", "speech"],
            environment: environment
        )
        #expect(post.status == 65 && post.errors.contains("vi lacks"))
    }

    @Test(
        arguments: [
            ["--lang", "ja", "--shape", "post"], ["--lang", "ja", "--network", "x"], ["--shape", "text"], ["--matrix"],
            ["--lang", "ja", "--html", "x"], ["--lang", "ja,en"], ["--lang", ""],
            ["--matrix", "--json", "--network", "x"],
            ["--matrix", "--json", "--lang", "ja"], ["--lang", "en,"],
            ["--lang", "ja,ja", "--shape", "poster"], ["--lang", "ja", "--shape", "page", "--json"],
            ["--lang", "ja", "--shape", "post", "--network", "q"],
            ["--lang", "ja", "--shape", "post", "--network", "x", "--link", "javascript:alert(1)"],
        ]
    )
    func whatDoesNotGoTogetherIsTold(options: [String]) throws {
        #expect(try Program.run(["render"] + telegram + options).status == 64)
    }
}
