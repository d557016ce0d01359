// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Gazetteer
import Localization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10)))
struct RenderCommandTests {
    private func demo(_ name: String) -> String {
        RepositoryRoot.appending("Cities/ichikawa/demo/\(name).xml").path
    }

    /// A whole mail of the product in every language, read back by an independent reader without a defect.
    @Test(arguments: Language.all)
    func mailIsReadBackWithoutDefects(_ language: Language) throws {
        let mail = try Program.run(
            [
                "render", "--telegram", demo("01-VXSE51"), "--telegram", demo("02-VXSE53"), "--lang", language.rawValue,
                "--shape", "mail",
            ]
        )
        #expect(mail.status == 0, "\(mail.errors)")
        let folder = try TemporaryFolder()
        let file = try folder.file("mail.eml", mail.output)
        let script = """
            import sys
            from email import message_from_bytes, policy
            message = message_from_bytes(open(sys.argv[1], 'rb').read(), policy=policy.default)
            parts = [message] + list(message.walk())
            assert not [d for p in parts for d in p.defects], [d for p in parts for d in p.defects]
            assert not [d for v in message.values() for d in getattr(v, 'defects', [])], 'header defects'
            for name in ['From', 'To', 'Date', 'Message-ID', 'Subject', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Id', 'Auto-Submitted']:
                assert len(message.get_all(name)) == 1, name
            text = message.get_body(('plain',)).get_content()
            html = message.get_body(('html',)).get_content()
            print(message['Subject'])
            print(len(text) > 100 and len(html) > 100)
            """
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        python.arguments = ["-c", script, file.path]
        let output = Pipe()
        python.standardOutput = output
        try python.start()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.awaitEnd()
        #expect(python.terminationStatus == 0)
        #expect(said.hasSuffix("True\n"))
        // The fact first: the place and the intensity, in whatever language the subject is.
        let city = try CityProfile(directory: RepositoryRoot.appending("Cities/ichikawa")).municipality
        #expect(said.contains("5"), "\(said)")
        #expect(said.range(of: city.name(in: language.rawValue), options: .literal) != nil, "\(said)")
    }

    @Test func telegramThatDoesNotConcernTheCityIsToldWhy() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOf: URL(fileURLWithPath: demo("04-VTSE41")), encoding: .utf8)
        let elsewhere = try folder.file("a.xml", text.replacing("<Code>312</Code>", with: "<Code>999</Code>"))
        let result = try Program.run(["render", "--telegram", elsewhere.path, "--lang", "en"])
        #expect(result.status == 65)
        #expect(result.errors.contains("no alert"))
    }

    @Test func brokenTelegramAndMissingFileAreTold() throws {
        let folder = try TemporaryFolder()
        let broken = try folder.file("b.xml", "<Report><Control>")
        #expect(try Program.run(["render", "--telegram", broken.path, "--lang", "en"]).status == 65)
        #expect(try Program.run(["render", "--telegram", "/nowhere.xml", "--lang", "en"]).status == 66)
        #expect(try Program.run(["render", "--telegram", demo("01-VXSE51"), "--lang", "tlh"]).status == 64)
    }

    @Test func everyShapeIsWritten() throws {
        let text = try Program.run(["render", "--telegram", demo("03-VPWW55"), "--lang", "ja", "--shape", "text"])
        #expect(text.output.contains("レベル４") || text.output.contains("レベル4"))
        let html = try Program.run([
            "render", "--telegram", demo("03-VPWW55"), "--lang", "ja-simple", "--shape", "html",
        ])
        #expect(html.output.contains("<ruby>"))
    }

    @Test(.enabled(if: Browser.isPresent, Browser.absent))
    func theMatrixOpensInABrowser() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("matrix.html")
        let run = try Program.run(["render", "--telegram", demo("04-VTSE41"), "--matrix", "--html", file])
        #expect(run.status == 0, "\(run.errors)")
        let look = try #require(
            try Browser.look(at: [String(contentsOfFile: file, encoding: .utf8)], width: 1280).first
        )
        #expect(look.missing.isEmpty && look.requests.isEmpty && look.length > 5_000, "\(look)")
    }

    @Test func aMailAboutARegistrationIsShown() throws {
        let text = try Program.run(["render", "--account", "welcome", "--lang", "en"])
        #expect(text.status == 0)
        #expect(text.output.hasPrefix("You have signed up: messages from Ichikawa City\n"))
        #expect(text.output.contains("/account/preview"))
        #expect(try Program.run(["render", "--account", "welcome", "--lang", "en", "--shape", "page"]).status == 64)
        #expect(try Program.run(["render", "--account", "hello", "--lang", "en"]).status == 64)
    }

    @Test func anInstanceOfMastodonSaysHowMuchItTakes() throws {
        let post = ["render", "--telegram", demo("04-VTSE41"), "--lang", "en", "--shape", "post", "--network"]
        let short = try Program.run(post + ["mastodon", "--mastodon-limit", "200,23", "--json"])
        #expect(short.status == 0 && short.output.contains("\"most\":200"))
        for bad in ["200", "90,23", "x,y", "120,100"] {
            #expect(try Program.run(post + ["mastodon", "--mastodon-limit", bad]).status == 64, "\(bad)")
        }
        #expect(try Program.run(post + ["x", "--mastodon-limit", "500,23"]).status == 64)
    }

    @Test func aLanguageThatIsNotThereIsStoodInFor() throws {
        let folder = try TemporaryFolder()
        for name in ["Cities", "Templates", "Locales"] {
            try FileManager.default.copyItem(
                at: RepositoryRoot.appending(name),
                to: folder.url.appendingPathComponent(name)
            )
        }
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("Locales/alerts/vi.po"))
        let json = try Program.run(
            ["render", "--telegram", demo("03-VPWW55"), "--lang", "vi", "--json"],
            environment: ["SHIRASE_RESOURCES": folder.url.path]
        )
        #expect(json.output.contains("\"missing\":[{"))
        #expect(json.output.contains("\"written\":[\"ja-simple\",\"en\"]"))
    }
}
