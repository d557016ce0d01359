// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Localization
import Testing
import Web

@Suite(.timeLimit(.minutes(10)))
struct UnsubscribeControllerTests {
    private static let token = "aa11bb22cc33dd44"
    private static let form = [("Content-Type", "application/x-www-form-urlencoded")]
    private static let oneClick = Array("List-Unsubscribe=One-Click".utf8)

    @Test func lookingNeverUnsubscribes() async throws {
        let residents = Residents([Self.token: .english])
        try await TestServer.with(WebRooms(unsubscribe: residents.endpoint)) { server in
            for _ in 0..<100 {
                let looked = try await server.get("/u/\(Self.token)")
                let scanned = try await server.ask("HEAD", "/u/\(Self.token)")
                #expect([looked.status, scanned.status] == [200, 200])
            }
            for path in ["?List-Unsubscribe=One-Click", "?method=post&_method=POST", "/"] {
                _ = try await server.get("/u/\(Self.token)\(path)")
            }
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
                let answer = try await server.ask(method, "/u/\(Self.token)")
                #expect(answer.status == 405)
            }
            let override = [("X-HTTP-Method-Override", "POST")]
            let overridden = try await server.ask("GET", "/u/\(Self.token)", override)
            #expect(overridden.status == 200)
        }
        #expect(residents.isActive(Self.token))
        #expect(residents.departures == 0)
    }

    @Test(arguments: [
        ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
        ),
        ("", ""),
    ])
    func postingLeavesAtOnceAndAgainIsFine(type: String, body: String) async throws {
        let residents = Residents([Self.token: .english, "other-token": .english])
        try await TestServer.with(WebRooms(unsubscribe: residents.endpoint)) { server in
            let headers = type.isEmpty ? [] : [("Content-Type", type)]
            let first = try await server.ask("POST", "/u/\(Self.token)", headers, body: Array(body.utf8))
            #expect(first.status == 200)
            #expect(first.text.contains("done &amp; &lt;en&gt;"))
            #expect(!residents.isActive(Self.token))
            let second = try await server.ask("POST", "/u/\(Self.token)", headers, body: Array(body.utf8))
            #expect(second.status == 200)
            #expect(second.text.contains("already &amp; &lt;en&gt;"))
            for answer in [first, second] {
                #expect(answer["Location"] == nil && answer["Set-Cookie"] == nil)
                #expect(answer["Cache-Control"] == "no-store" && answer["Referrer-Policy"] == "no-referrer")
            }
        }
        #expect(residents.departures == 1)
        #expect(residents.isActive("other-token"))
    }

    @Test func thePageAsksInTheReadersLanguageWithOneButton() async throws {
        let residents = Residents([Self.token: .vietnamese])
        try await TestServer.with(WebRooms(unsubscribe: residents.endpoint)) { server in
            let answer = try await server.get("/u/\(Self.token)")
            #expect(answer["Content-Type"] == "text/html; charset=utf-8")
            #expect(answer["Content-Security-Policy"]?.contains("form-action 'self'") == true)
            #expect(answer.text.contains("<html lang=\"vi\">"))
            for key in ["title", "question", "warning", "button"] {
                #expect(answer.text.contains("\(key) &amp; &lt;vi&gt;"), "\(key)")
            }
            #expect(answer.text.pieces(between: "<button").count == 2)
            #expect(answer.text.contains("<form method=\"post\">"))
            #expect(!answer.text.contains(Self.token))
        }
    }

    @Test func easyJapaneseHasItsReadings() async throws {
        let residents = Residents([Self.token: .easyJapanese])
        try await TestServer.with(WebRooms(unsubscribe: residents.endpoint)) { server in
            let text = try await server.get("/u/\(Self.token)").text
            #expect(text.contains("<html lang=\"ja\">"))
            #expect(text.contains("<p><ruby>name<rp>(</rp><rt>question</rt><rp>)</rp></ruby> &lt;ja-simple&gt;</p>"))
            #expect(text.contains("<title>name &lt;ja-simple&gt;</title>"))
        }
    }

    @Test func anUnknownLinkSaysOnlyThatItIsNone() async throws {
        let residents = Residents([Self.token: .english])
        try await TestServer.with(WebRooms(unsubscribe: residents.endpoint)) { server in
            let looked = try await server.get("/u/0000000000000000")
            let posted = try await server.ask("POST", "/u/0000000000000000", Self.form, body: Self.oneClick)
            let malformed = try await server.get("/u/x%27%20OR%201=1")
            for answer in [looked, posted, malformed] {
                #expect(answer.status == 404)
                #expect(answer.text == looked.text)
                #expect(!answer.text.contains("<form"))
                for language in ["ja", "en"] { #expect(answer.text.contains("unknown &amp; &lt;\(language)&gt;")) }
                #expect(answer.text.contains("<rt>unknown</rt>"))
            }
        }
    }

    @Test(arguments: ["short", String(repeating: "a", count: 129), "aaaaaaaa%0d%0aX", "aaaa.aaaa", "%E3%81%82aaaaaaa"])
    func whatIsNoTokenIsNotLookedUp(token: String) async throws {
        let residents = Residents([Self.token: .english])
        try await TestServer.with(WebRooms(unsubscribe: residents.endpoint)) { server in
            let looked = try await server.get("/u/\(token)")
            let posted = try await server.ask("POST", "/u/\(token)", Self.form, body: Self.oneClick)
            #expect([looked.status, posted.status] == [404, 404])
        }
        #expect(residents.questions == 0)
    }

    @Test func aRegistryThatCannotAnswerIsAskedAgainLater() async throws {
        let log = LogLines()
        let residents = Residents([Self.token: .english], isBroken: true)
        try await TestServer.with(WebRooms(unsubscribe: residents.endpoint), log: log) { server in
            for method in ["GET", "POST"] {
                let answer = try await server.ask(method, "/u/\(Self.token)")
                #expect(answer.status == 503)
                #expect(answer["Retry-After"] == "60")
                #expect(!answer.text.contains("locked"))
            }
        }
        #expect(log.all.contains { $0.contains("the database is locked") })
        #expect(!log.all.contains { $0.contains(Self.token) })
    }

    @Test func aFormIsSmall() async throws {
        let residents = Residents([Self.token: .english])
        try await TestServer.with(WebRooms(unsubscribe: residents.endpoint)) { server in
            let body = [UInt8](repeating: 97, count: 70_000)
            for isChunked in [false, true] {
                let answer = try await server.ask(
                    "POST",
                    "/u/\(Self.token)",
                    Self.form,
                    body: body,
                    isChunked: isChunked,
                    keepsAlive: true
                )
                #expect(answer.status == 413)
            }
        }
        #expect(residents.isActive(Self.token))
    }
}
