// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Synchronization
import Testing
import Web

@Suite(.timeLimit(.minutes(1)))
struct IntakeControllerTests {
    private static let token = "t0ken-of-32-characters-or-longer"
    private static let bearer = [("Authorization", "Bearer \(token)"), ("Content-Type", "application/xml")]

    /// Keeps what was received.
    private final class Telegrams: Sendable {
        private let received = Mutex<[[UInt8]]>([])
        var all: [[UInt8]] { received.withLock { $0 } }

        func endpoint(_ answer: IntakeAnswer = .noAlert(reason: "none")) -> IntakeEndpoint {
            IntakeEndpoint(token: IntakeControllerTests.token) { [self] telegram in
                received.withLock { $0.append(telegram) }
                return answer
            }
        }
    }

    @Test func nobodyWithoutTheTokenIsReceived() async throws {
        let telegrams = Telegrams()
        try await TestServer.with(WebRooms(intake: telegrams.endpoint())) { server in
            for authorization in [
                nil, "", "Bearer", "Bearer ", "Bearer \(Self.token)x", "Bearer \(Self.token.dropLast())",
                "Bearer \(Self.token.uppercased())", "Basic \(Self.token)", Self.token, "Bearer  \(Self.token)",
                "Bearer \(Self.token) \(Self.token)", "Bearer \(Self.token)\(Self.token)",
            ] {
                let headers = authorization.map { [("Authorization", $0)] } ?? []
                let answer = try await server.ask(
                    "POST",
                    "/intake/jma",
                    headers + [Self.bearer[1]],
                    body: Array("<Report/>".utf8)
                )
                #expect(answer.status == 401, "\(authorization ?? "none")")
                #expect(answer["WWW-Authenticate"] == "Bearer realm=\"intake\"")
                #expect(answer["Content-Type"] == "application/problem+json")
                #expect(!answer.text.contains(Self.token))
            }
        }
        #expect(telegrams.all.isEmpty)
    }

    @Test(arguments: [
        ("application/xml", 200), ("text/xml", 200), ("Text/XML; charset=utf-8", 200), ("application/xml;x=y", 200),
        ("application/json", 415), ("text/plain", 415), ("application/x-www-form-urlencoded", 415),
        ("application/xml+gzip", 415), ("", 415),
    ])
    func onlyXMLIsTaken(type: String, status: Int) async throws {
        let telegrams = Telegrams()
        try await TestServer.with(WebRooms(intake: telegrams.endpoint())) { server in
            let headers = [Self.bearer[0], ("Content-Type", type)]
            let answer = try await server.ask("POST", "/intake/jma", headers, body: Array("<Report/>".utf8))
            #expect(answer.status == status)
        }
        #expect(telegrams.all == (status == 200 ? [Array("<Report/>".utf8)] : []))
    }

    @Test func compressionIsRefusedWithAHint() async throws {
        try await TestServer.with(WebRooms(intake: Telegrams().endpoint())) { server in
            let answer = try await server.ask(
                "POST",
                "/intake/jma",
                Self.bearer + [("Content-Encoding", "gzip")],
                body: [31, 139]
            )
            #expect(answer.status == 415)
            #expect(answer["Accept-Encoding"] == "identity")
            #expect(answer.text.contains("uncompressed"))
        }
    }

    @Test(arguments: [false, true])
    func theLimitIsOneMebibyteHoweverItIsSent(isChunked: Bool) async throws {
        let telegrams = Telegrams()
        try await TestServer.with(WebRooms(intake: telegrams.endpoint())) { server in
            for (size, status) in [(1_048_576, 200), (1_048_577, 413), (3_000_000, 413)] {
                let answer = try await server.ask(
                    "POST",
                    "/intake/jma",
                    Self.bearer,
                    body: [UInt8](repeating: 32, count: size),
                    isChunked: isChunked
                )
                #expect(answer.status == status, "\(size) octets")
            }
        }
        #expect(telegrams.all.map(\.count) == [1_048_576])
    }

    @Test func anEarlyRefusalIsHeardAndThenEndsTheConnection() async throws {
        try await TestServer.with(WebRooms(intake: Telegrams().endpoint())) { server in
            // The client would go on with this connection: that the exchange ends is the server's doing.
            let large = [UInt8](repeating: 32, count: 3_000_000)
            let refused = try await server.ask("POST", "/intake/jma", Self.bearer, body: large, keepsAlive: true)
            #expect(refused.status == 413)
            #expect(refused["Connection"] == "close")
            let unknown = try await server.ask("POST", "/intake/jma", body: large, keepsAlive: true)
            #expect(unknown.status == 401)
        }
    }

    @Test(arguments: [
        (IntakeAnswer.alert(id: "eq-1"), 201, ["disposition": "alert", "alert": "eq-1", "reason": nil]),
        (.noAlert(reason: "elsewhere"), 200, ["disposition": "no-alert", "alert": nil, "reason": "elsewhere"]),
        (.duplicate(reason: "eq-1 \"x\""), 200, ["disposition": "duplicate", "alert": nil, "reason": "eq-1 \"x\""]),
    ])
    func whatWasTakenIsTold(answer: IntakeAnswer, status: Int, expected: [String: String?]) async throws {
        try await TestServer.with(WebRooms(intake: Telegrams().endpoint(answer))) { server in
            let response = try await server.ask("POST", "/intake/jma", Self.bearer, body: [60])
            #expect(response.status == status)
            #expect(response["Content-Type"] == "application/json")
            #expect(try JSONDecoder().decode([String: String?].self, from: Data(response.body)) == expected)
        }
    }

    @Test(arguments: [
        (IntakeAnswer.refused(reason: "no XML"), 422, "Unprocessable Content", String?.none),
        (.unavailable(reason: "disk full"), 503, "Service Unavailable", "5"),
    ])
    func whatWasNotTakenIsAProblem(answer: IntakeAnswer, status: Int, title: String, retry: String?) async throws {
        struct Problem: Decodable, Equatable {
            let type: String
            let title: String
            let status: Int
            let detail: String
        }
        try await TestServer.with(WebRooms(intake: Telegrams().endpoint(answer))) { server in
            let response = try await server.ask("POST", "/intake/jma", Self.bearer, body: [60])
            #expect(response.status == status)
            #expect(response["Content-Type"] == "application/problem+json")
            #expect(response["Retry-After"] == retry)
            let problem = try JSONDecoder().decode(Problem.self, from: Data(response.body))
            #expect(problem.type == "about:blank" && problem.status == status && problem.title == title)
            #expect(!problem.detail.isEmpty)
        }
    }
}
