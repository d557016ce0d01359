// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Synchronization
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(10)))
struct IntakeControllerTests {
    private static let token = "t0ken-of-32-characters-or-longer"
    private static let secret = "secret-of-32-characters-or-longer"
    private static let bearer = [("Authorization", "Bearer \(token)"), ("Content-Type", "application/xml")]

    /// Keeps what was received.
    private final class Telegrams: Sendable {
        private let received = Mutex<[[UInt8]]>([])
        var all: [[UInt8]] { received.withLock { $0 } }

        func endpoint(_ answer: IntakeAnswer = .noAlert(reason: "none")) -> IntakeEndpoint {
            let credentials = IntakeCredentials(
                token: IntakeControllerTests.token,
                secret: IntakeControllerTests.secret
            )
            return IntakeEndpoint(credentials: credentials) { [self] _, telegram in
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

    @Test func anUnknownCompressionIsRefusedWithAHint() async throws {
        try await TestServer.with(WebRooms(intake: Telegrams().endpoint())) { server in
            let answer = try await server.ask(
                "POST",
                "/intake/jma",
                Self.bearer + [("Content-Encoding", "br")],
                body: [31, 139]
            )
            #expect(answer.status == 415)
            #expect(answer["Accept-Encoding"] == "gzip, identity")
            #expect(answer.text.contains("gzip"))
        }
    }

    @Test func gzipIsUndoneWithinTheLimit() async throws {
        let telegrams = Telegrams()
        try await TestServer.with(WebRooms(intake: telegrams.endpoint())) { server in
            for (plain, status) in [
                (Array("<Report/>".utf8), 200), ([UInt8](repeating: 32, count: 8 << 20), 200),
                ([UInt8](repeating: 32, count: (8 << 20) + 1), 413), ([UInt8](repeating: 0, count: 200 << 20), 413),
            ] {
                let headers = Self.bearer + [("Content-Encoding", "gzip")]
                let answer = try await server.ask("POST", "/intake/jma", headers, body: try GzipPeer.compressed(plain))
                #expect(answer.status == status, "\(plain.count) octets")
            }
            let headers = Self.bearer + [("Content-Encoding", "gzip")]
            let damaged = try await server.ask("POST", "/intake/jma", headers, body: Array("<Report/>".utf8))
            #expect(damaged.status == 400)
        }
        #expect(telegrams.all.map(\.count) == [9, 8 << 20])
    }

    @Test(arguments: ["sha256", "sha384", "sha512"])
    func aSignatureIsAsGoodAsTheToken(_ method: String) async throws {
        let telegrams = Telegrams()
        let body = Array("<Report/>".utf8)
        try await TestServer.with(WebRooms(intake: telegrams.endpoint())) { server in
            let right = try Self.signature(of: body, method: method, secret: Self.secret)
            let wrong = try Self.signature(of: body, method: method, secret: "another secret")
            let other = try Self.signature(of: Array("<Other/>".utf8), method: method, secret: Self.secret)
            for (header, status) in [
                (right, 200), (wrong, 401), (other, 401), ("", 401), ("\(method)=", 401), ("\(method)=zz", 401),
                (String(right.dropLast(2)), 401), (right.uppercased(), 200),
                ("md5" + right.dropFirst(method.count), 401), ("sha1=" + String(repeating: "0", count: 40), 401),
            ] {
                let headers = [("Content-Type", "application/xml"), ("X-Hub-Signature", header)]
                let answer = try await server.ask("POST", "/intake/jma", headers, body: body)
                #expect(answer.status == status, "\(header)")
            }
        }
        #expect(telegrams.all == [body, body])
    }

    @Test func whoOnlyMaySignSendsNoMoreThanOneMebibyte() async throws {
        let large = [UInt8](repeating: 32, count: (1 << 20) + 1)
        let headers = [
            ("Content-Type", "application/xml"),
            ("X-Hub-Signature", try Self.signature(of: large, method: "sha256", secret: Self.secret)),
        ]
        try await TestServer.with(WebRooms(intake: Telegrams().endpoint())) { server in
            let answer = try await server.ask("POST", "/intake/jma", headers, body: large)
            #expect(answer.status == 413)
        }
    }

    @Test func eachFormHasItsPathAndItsTypes() async throws {
        let forms = Mutex<[IntakeForm]>([])
        let endpoint = IntakeEndpoint(credentials: IntakeCredentials(token: Self.token, secret: nil)) { form, _ in
            forms.withLock { $0.append(form) }
            return form == .observations ? .observed(json: Array("{\"counted\":1}".utf8)) : .waits(id: "x", reason: "y")
        }
        try await TestServer.with(WebRooms(intake: endpoint)) { server in
            for (path, type, status) in [
                ("cap", "application/cap+xml", 202), ("cap", "text/xml", 202), ("cap", "application/json", 415),
                ("observations", "application/json", 200), ("observations", "application/xml", 415),
                ("jma", "application/cap+xml", 415), ("nothing", "application/xml", 404),
            ] {
                let headers = [Self.bearer[0], ("Content-Type", type)]
                let answer = try await server.ask("POST", "/intake/\(path)", headers, body: [60])
                #expect(answer.status == status, "\(path) \(type)")
                if status == 202 { #expect(answer.text.contains("\"waits\"")) }
            }
        }
        #expect(forms.withLock { $0 } == [.alert, .alert, .observations])
    }

    /// What openssl signs.
    private static func signature(of body: [UInt8], method: String, secret: String) throws -> String {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("body")
        try Data(body).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = ["dgst", "-\(method)", "-hmac", secret, "-hex", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.start()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.awaitEnd()
        let hex = text.split(separator: " ").last.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
        return "\(method)=\(hex)"
    }

    @Test(arguments: [false, true])
    func theLimitIsEightMebibytesHoweverItIsSent(isChunked: Bool) async throws {
        let telegrams = Telegrams()
        try await TestServer.with(WebRooms(intake: telegrams.endpoint())) { server in
            for (size, status) in [(8 << 20, 200), ((8 << 20) + 1, 413), (10_000_000, 413)] {
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
        #expect(telegrams.all.map(\.count) == [8 << 20])
    }

    @Test func anEarlyRefusalIsHeardAndThenEndsTheConnection() async throws {
        try await TestServer.with(WebRooms(intake: Telegrams().endpoint())) { server in
            // The client would go on with this connection: that the exchange ends is the server's doing.
            let large = [UInt8](repeating: 32, count: 10_000_000)
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
        (.waits(id: "eq-1", reason: "doubt"), 202, ["disposition": "waits", "alert": "eq-1", "reason": "doubt"]),
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
