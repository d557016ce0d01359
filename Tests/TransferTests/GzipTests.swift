// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import TestSupport
import Testing
import Transfer

@Suite struct GzipTests {
    /// What the system's own gzip makes of bytes.
    private static func compressed(_ data: Data) throws -> Data {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("plain")
        try data.write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-9", file.path]
        try process.start()
        process.awaitEnd()
        return try Data(contentsOf: file.appendingPathExtension("gz"))
    }

    @Test(arguments: [0, 1, 1_000, 65_536, 65_537, 1 << 20])
    func whatGzipCompressedComesBack(_ count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        let data = Data((0..<count).map { _ in UInt8.random(in: 0...7, using: &random) })
        #expect(try Gzip.decompress(Self.compressed(data), limit: count) == data)
    }

    @Test func severalMembersAreOne() throws {
        let two = try Self.compressed(Data("津波".utf8)) + Self.compressed(Data("警報".utf8))
        #expect(try Gzip.decompress(two, limit: 100) == Data("津波警報".utf8))
    }

    @Test func aBombEndsAtTheLimit() throws {
        let bomb = try Self.compressed(Data(count: 200 << 20))
        #expect(bomb.count < 300_000)
        #expect(throws: Gzip.Fault.tooLarge(limit: 1 << 20)) { try Gzip.decompress(bomb, limit: 1 << 20) }
    }

    @Test func damageIsRefused() throws {
        let good = try Self.compressed(Data(repeating: 65, count: 5_000))
        #expect(throws: Gzip.Fault.damaged) { try Gzip.decompress(Data(), limit: 10) }
        #expect(throws: Gzip.Fault.damaged) { try Gzip.decompress(Data("<Report/>".utf8), limit: 10) }
        for length in 0..<good.count {
            #expect(throws: Gzip.Fault.damaged) { try Gzip.decompress(good.prefix(length), limit: 10_000) }
        }
        var changed = good
        changed[good.count - 6] ^= 1
        #expect(throws: Gzip.Fault.damaged) { try Gzip.decompress(changed, limit: 10_000) }
        #expect(throws: Gzip.Fault.damaged) { try Gzip.decompress(good + Data([1, 2, 3]), limit: 10_000) }
    }
}
