// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Localization
import Logging
import Testing
import Web

@Suite(.timeLimit(.minutes(10)))
struct WebServerTests {
    private struct Broken: Error {}

    private static let rooms = WebRooms(
        intake: IntakeEndpoint(credentials: IntakeCredentials(token: "secret", secret: nil)) { _, _ in
            .noAlert(reason: "none")
        },
        unsubscribe: Residents(["token-0001": .english]).endpoint,
        status: { throw Broken() }
    )

    private static let everyHeader = [
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control",
        "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "X-Robots-Tag",
    ]

    @Test func everyResponseIsGuardedWhateverItsStatus() async throws {
        let big = [UInt8](repeating: 32, count: (8 << 20) + 1)
        let bearer = [("Authorization", "Bearer secret"), ("Content-Type", "text/xml")]
        try await TestServer.with(Self.rooms) { server in
            let answers: [(Int, Answer)] = [
                (200, try await server.get("/healthz")),
                (200, try await server.get("/style.css")),
                (200, try await server.get("/u/token-0001")),
                (200, try await server.ask("HEAD", "/u/token-0001")),
                (200, try await server.ask("POST", "/intake/jma", bearer, body: [32])),
                (401, try await server.ask("POST", "/intake/jma")),
                (404, try await server.get("/nowhere")),
                (404, try await server.get("/../../etc/passwd")),
                (404, try await server.get("/u/token-9999")),
                (405, try await server.ask("DELETE", "/healthz")),
                (405, try await server.get("/intake/jma")),
                (413, try await server.ask("POST", "/intake/jma", bearer, body: big)),
                (415, try await server.ask("POST", "/intake/jma", [bearer[0]], body: [32])),
                (500, try await server.get("/status.json")),
                (400, try #require(try await server.raw(Array("NONSENSE\r\n\r\n".utf8), methods: ["GET"]).first)),
                (400, try await server.ask("GET", "/healthz", [("X", String(repeating: "x", count: 9_000))])),
            ]
            for (status, answer) in answers {
                #expect(answer.status == status)
                for name in Self.everyHeader { #expect(answer[name] != nil, "\(status) lacks \(name)") }
                #expect(answer["X-Content-Type-Options"] == "nosniff")
                #expect(answer["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
                #expect(answer["Content-Security-Policy"]?.contains("frame-ancestors 'none'") == true)
                for name in ["Server", "Set-Cookie", "Location", "Strict-Transport-Security"] {
                    #expect(answer[name] == nil, "\(status) has \(name)")
                }
            }
        }
    }

    @Test func onlyAPublicAddressOfHTTPSBindsBrowsersToIt() async throws {
        try await TestServer.with(WebRooms(), publicURL: "https://alert.city.example/") { server in
            let answer = try await server.get("/healthz")
            #expect(answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains")
        }
    }

    @Test(arguments: ["/", "/mailbox", "/mailbox/1", "/u/token-0001", "/status.json", "/intake/jma"])
    func roomsThatAreAbsentAreNotMounted(path: String) async throws {
        try await TestServer.with(WebRooms()) { server in
            for method in ["GET", "POST"] {
                let answer = try await server.ask(method, path)
                #expect(answer.status == 404)
            }
        }
    }

    @Test func aWrongMethodIsToldTheRightOnes() async throws {
        try await TestServer.with(Self.rooms) { server in
            #expect(try await server.ask("PUT", "/healthz")["Allow"] == "GET, HEAD")
            #expect(try await server.ask("PUT", "/u/token-0001")["Allow"] == "GET, HEAD, POST")
            let answer = try await server.get("/intake/jma")
            #expect(answer["Allow"] == "POST")
            #expect(answer["Content-Type"] == "application/problem+json")
            #expect(try await server.get("/nowhere").text == "404 Not Found\n")
        }
    }

    @Test func headHasTheHeadersOfGetAndLeavesTheConnectionInStep() async throws {
        try await TestServer.with(Self.rooms) { server in
            let request = """
                HEAD /nowhere HTTP/1.1\r\nHost: x\r\n\r\nHEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n\
                GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n
                """
            let answers = try await server.raw(Array(request.utf8), methods: ["HEAD", "HEAD", "GET"])
            #expect(answers.map(\.status) == [404, 200, 200])
            #expect(answers.map { $0["Content-Length"] } == ["14", "2", "2"])
            #expect(answers.last?.text == "ok")
        }
    }

    @Test func aFailureIsLoggedAndNotTold() async throws {
        let log = LogLines()
        try await TestServer.with(Self.rooms, log: log) { server in
            let answer = try await server.get("/status.json")
            #expect(answer["Content-Type"] == "application/problem+json")
            #expect(!answer.text.contains("Broken"))
        }
        #expect(log.all.contains { $0.hasPrefix("error request failed") && $0.contains("Broken") })
    }

    @Test func statusIsPassedOnAsItIs() async throws {
        try await TestServer.with(WebRooms(status: { Array("{\"a\":1}".utf8) })) { server in
            let answer = try await server.get("/status.json")
            #expect(answer.text == "{\"a\":1}")
            #expect(answer["Content-Type"] == "application/json")
            #expect(answer["Cache-Control"] == "no-store")
        }
    }

    @Test func theStyleSheetMayBeKeptAndLoadsNothing() async throws {
        try await TestServer.with(WebRooms()) { server in
            let answer = try await server.get("/style.css")
            #expect(answer["Content-Type"] == "text/css; charset=utf-8")
            #expect(answer["Cache-Control"] == "public, max-age=300")
            #expect(!answer.text.contains("url(") && !answer.text.contains("@import"))
        }
    }

    @Test func aTakenPortIsAnError() async throws {
        try await TestServer.with(WebRooms()) { server in
            let settings = WebSettings(port: server.port, publicURL: .init(filePath: "/"))
            let second = WebServer(settings: settings, rooms: WebRooms(), logger: .init(label: "test"))
            await #expect(throws: (any Error).self) {
                try await second.run { _ in Issue.record("listens on a taken port") }
            }
        }
    }
}
