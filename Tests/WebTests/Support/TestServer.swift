// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Logging
import Testing
import Web

/// A running server, asked over TCP.
struct TestServer: Sendable {
    let port: Int

    /// Runs a server on a free port for as long as `body` takes.
    static func with(
        _ rooms: WebRooms,
        publicURL: String = "http://localhost/",
        log: LogLines = LogLines(),
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let server = WebServer(
            settings: WebSettings(port: 0, publicURL: try #require(URL(string: publicURL))),
            rooms: rooms,
            logger: Logger(label: "test") { _ in log }
        )
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { listening.finish() }
                try await server.run { listening.yield($0) }
            }
            var iterator = ports.makeAsyncIterator()
            if let port = await iterator.next() { try await body(TestServer(port: port)) }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// One request on a connection of its own.
    func ask(
        _ method: String,
        _ path: String,
        _ headers: [(String, String)] = [],
        body: [UInt8] = [],
        isChunked: Bool = false,
        keepsAlive: Bool = false
    ) async throws -> Answer {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
        if !keepsAlive { head += "Connection: close\r\n" }
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        var request: [UInt8]
        if isChunked {
            request = Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8)
            for start in stride(from: 0, to: body.count, by: 50_000) {
                let chunk = body[start..<min(start + 50_000, body.count)]
                request += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
            }
            request += Array("0\r\n\r\n".utf8)
        } else {
            if !body.isEmpty || method == "POST" { head += "Content-Length: \(body.count)\r\n" }
            request = Array("\(head)\r\n".utf8) + body
        }
        return try #require(try await raw(request, methods: [method]).first)
    }

    /// The answers to what is sent as it stands.
    func raw(_ request: [UInt8], methods: [String]) async throws -> [Answer] {
        Answer.all(in: try await Wire.exchange(port: port, request), methods: methods)
    }

    func get(_ path: String) async throws -> Answer { try await ask("GET", path) }
}
