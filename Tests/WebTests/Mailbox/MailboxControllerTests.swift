// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Mailbox
import Testing
import Web

@Suite(.timeLimit(.minutes(10)))
struct MailboxControllerTests {
    /// One alert to `count` readers in each language.
    private static func alert(_ name: String, _ languages: [String], count: Int = 1) -> [SampleMail] {
        languages.flatMap { language in
            (0..<count).map { number in
                SampleMail(
                    messageID: "\(name).\(language)\(number)@city.example",
                    language: language,
                    subject: "\(name) in \(language)",
                    recipient: "\(language)\(number)@example.org"
                )
            }
        }
    }

    private static func serve(
        _ mails: [SampleMail],
        store: MailStore = MailStore(),
        unsubscribe: UnsubscribeEndpoint? = nil,
        _ body: (TestServer) async throws -> Void
    ) async throws {
        try await withMailbox(mails, store: store) { store in
            let pages = MailboxPages(store: store, title: "Demo <city>")
            try await TestServer.with(WebRooms(unsubscribe: unsubscribe, mailbox: pages), body)
        }
    }

    @Test func anEmptyMailboxSaysSoAndLooksAgain() async throws {
        try await Self.serve([]) { server in
            let answer = try await server.get("/")
            #expect(answer.status == 200)
            #expect(answer.text.contains("Nothing has arrived yet"))
            #expect(answer.text.contains("Demo &lt;city&gt;"))
            #expect(answer.text.contains("http-equiv=\"refresh\""))
            let paused = try await server.get("/?updates=off").text
            #expect(!paused.contains("http-equiv=\"refresh\""))
            #expect(try await server.get("/mailbox").text.contains("No such mail"))
            #expect(try await server.get("/mailbox/1").status == 404)
        }
    }

    @Test func mailsAreGroupedByAlertAndThenByLanguage() async throws {
        let mails = Self.alert("eq", ["vi", "ja", "en"], count: 2) + Self.alert("rain", ["ja-simple"])
        try await Self.serve(mails) { server in
            let text = try await server.get("/").text
            #expect(text.contains("<b>7</b> mails"))
            #expect(text.contains("<b>4</b> languages"))
            #expect(text.contains("<b>2</b> alerts"))
            #expect(text.pieces(between: "<section class=\"alert\">").count == 3)
            let order = ["rain in ja-simple</bdi></h2>", "eq in en</bdi></h2>"]
            #expect(text.positions(order) == text.positions(order).sorted())
            let rows = [">日本語</b>", ">English</b>", ">Tiếng Việt</b>"]
            let eq = String(text.pieces(between: "eq in en</bdi></h2>").last ?? "")
            #expect(eq.positions(rows) == eq.positions(rows).sorted())
            #expect(text.contains("href=\"/mailbox?alert=eq&amp;lang=vi\">2<"))
            #expect(text.contains("<a class=\"row\" href=\"/mailbox/1\" lang=\"vi\">"))
        }
    }

    @Test func oneLanguageCanBeShownAlone() async throws {
        try await Self.serve(Self.alert("eq", ["ja", "en"]) + Self.alert("rain", ["ja"])) { server in
            let text = try await server.get("/?lang=en").text
            #expect(text.contains("<a class=\"row\" href=\"/mailbox/2\" lang=\"en\">"))
            #expect(!text.contains("class=\"row\" href=\"/mailbox/1\""))
            #expect(text.pieces(between: "<section class=\"alert\">").count == 2)
            let nonsense = try await server.get("/?lang=%3Cscript%3E").text
            #expect(nonsense.pieces(between: "class=\"row\"").count == 4)
            #expect(!nonsense.contains("<script"))
        }
    }

    @Test func theListIsPagedWithoutGapsOrDoubles() async throws {
        try await Self.serve(Self.alert("eq", ["en"], count: 120)) { server in
            var path: String? = "/mailbox?alert=eq&lang=en"
            var seen: [Int] = []
            var pages = 0
            while let next = path, pages < 10 {
                let text = try await server.get(next).text
                seen += text.pieces(between: "<a class=\"row\" href=\"/mailbox/").dropFirst().compactMap {
                    Int($0.prefix { $0.isNumber })
                }
                let beforeOlder = text.pieces(between: "\" rel=\"next\"")
                let older = beforeOlder[0].pieces(between: "href=\"").last.map { String($0) }
                path = beforeOlder.count == 2 ? older?.replacing("&amp;", with: "&") : nil
                pages += 1
            }
            #expect(pages == 3)
            #expect(seen == Array((1...120).reversed()))
        }
    }

    @Test func aMailIsShownWithItsHeadersPartsAndSiblings() async throws {
        var mail = SampleMail(language: "ja-simple", subject: "【震度5弱】", text: "机の下\nへ", html: "<p>机</p>")
        mail.moreHeaders = ["X-Test: one"]
        let token = "aabbccddeeff0011"
        mail.moreHeaders += ["List-Unsubscribe: <mailto:x@city.example>, <https://alert.city.example/u/\(token)>"]
        let other = SampleMail(messageID: "alert-1.other@city.example", language: "en")
        try await Self.serve([mail, other], unsubscribe: Residents([:]).endpoint) { server in
            let answer = try await server.get("/mailbox/1")
            #expect(answer["Content-Security-Policy"]?.contains("frame-src 'self'") == true)
            for piece in [
                "<h1 lang=\"ja\"><bdi>【震度5弱】</bdi></h1>", "<pre lang=\"ja\" tabindex=\"0\">\n机の下\nへ</pre>",
                "<th scope=\"row\">X-Test</th><td><bdi>one</bdi></td>", "City &lt;alert@city.example&gt;",
                "<th scope=\"row\">RCPT TO</th><td><bdi>&lt;a@example.org&gt;</bdi></td>",
                "<iframe sandbox=\"\" src=\"/mailbox/1/html\"", "<a href=\"/mailbox/1.eml\">",
                "<a href=\"/mailbox/2\" lang=\"en\">English</a>", "<a href=\"/u/\(token)\">",
            ] {
                #expect(answer.text.contains(piece), "\(piece)")
            }
            let part = try await server.get("/mailbox/1/html")
            #expect(part.text == "<p>机</p>")
            let policy = try #require(part["Content-Security-Policy"])
            #expect(policy.hasPrefix("default-src 'none'") && policy.hasSuffix("; sandbox"))
            #expect(policy.contains("frame-ancestors 'self'") && !policy.contains("script"))
        }
    }

    @Test func theSourceIsTheMailByteForByte() async throws {
        let mail = SampleMail(text: ".dots\n..and more", html: nil)
        try await Self.serve([mail]) { server in
            let answer = try await server.get("/mailbox/1.eml")
            #expect(answer.body == mail.bytes)
            #expect(answer["Content-Type"] == "message/rfc822")
            #expect(answer["Content-Disposition"] == "attachment; filename=\"mail-1.eml\"")
            #expect(try await server.get("/mailbox/1/html").status == 404)
            let page = try await server.get("/mailbox/1").text
            #expect(!page.contains("<iframe"))
        }
    }

    @Test(arguments: ["0", "-1", "99", "x", "1x", "1.txt", ".eml", "x.eml", "99999999999999999999", "1%2Fhtml"])
    func aNumberThatIsNoMailIsNotFound(name: String) async throws {
        try await Self.serve([SampleMail()]) { server in
            let answer = try await server.get("/mailbox/\(name)")
            #expect(answer.status == 404)
        }
    }

    @Test func forgottenMailsDisappear() async throws {
        try await Self.serve(Self.alert("eq", ["en"], count: 5), store: MailStore(capacity: 2)) { server in
            let text = try await server.get("/").text
            #expect(text.contains("<b>5</b> mails"))
            #expect(text.contains("href=\"/mailbox/4\""))
            #expect(!text.contains("href=\"/mailbox/3\""))
            #expect(try await server.get("/mailbox/3").status == 404)
        }
    }
}
