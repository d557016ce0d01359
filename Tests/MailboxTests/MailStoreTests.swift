// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Mailbox

@Suite struct MailStoreTests {
    private func envelope(_ number: Int) -> ReceivedEnvelope {
        var envelope = ReceivedEnvelope()
        envelope.to = ["r\(number)@b.jp"]
        return envelope
    }

    private func content(_ id: String) -> [UInt8] { Array("Subject: x\r\nMessage-Id:  <\(id)> \r\n\r\nbody\r\n".utf8) }

    private func add(_ store: MailStore, _ numbers: ClosedRange<Int>) {
        for number in numbers { store.add(envelope(number), content: content("\(number)@c.jp"), commandCount: 3) }
    }

    @Test func findsMailsByNumberAndByMessageID() {
        let store = MailStore()
        add(store, 1...3)
        store.add(envelope(9), content: content("2@c.jp"), commandCount: 3)
        #expect(store.count == 4)
        #expect(store.mail(2)?.envelopeTo == ["r2@b.jp"])
        #expect(store.mail(5) == nil && store.mail(0) == nil)
        #expect(store.mails(messageID: "<2@c.jp>").map(\.sequence) == [2, 4])
        #expect(store.latest(2).map(\.sequence) == [4, 3])
        #expect(store.latest(2, before: 3).map(\.sequence) == [2, 1])
    }

    @Test func forgetsTheOldestBeyondItsCapacity() {
        let store = MailStore(capacity: 10)
        add(store, 1...5_000)
        #expect(store.count == 5_000)
        #expect(store.mails.map(\.sequence) == Array(4_991...5_000))
        #expect(store.mail(4_990) == nil && store.mail(4_991)?.messageID == "4991@c.jp")
        #expect(store.mails(messageID: "1@c.jp").isEmpty)
    }

    @Test func holdsNoMoreOctetsThanItMay() {
        let store = MailStore(octetCapacity: 200)
        add(store, 1...100)
        #expect(store.mails.reduce(0) { $0 + $1.data.count } <= 200)
        #expect(store.mails.last?.sequence == 100)
    }

    @Test func withoutContentTheRecordStays() {
        let store = MailStore(keepContent: false)
        add(store, 1...2)
        #expect(store.mails.map(\.data) == [[], []])
        #expect(store.mails.map(\.messageID) == ["1@c.jp", "2@c.jp"])
        #expect(store.mails.map(\.size) == [content("1@c.jp").count, content("2@c.jp").count])
    }

    @Test func waitersWakeAtTheirCount() async throws {
        let store = MailStore()
        async let five: Void = store.waitForCount(5)
        async let two: Void = store.waitForCount(2)
        add(store, 1...5)
        try await two
        try await five
        try await store.waitForCount(0)
    }

    @Test func aCancelledWaiterReturns() async {
        let store = MailStore()
        let task = Task { try await store.waitForCount(1) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

@Suite(.timeLimit(.minutes(10))) struct LocalMailboxTests {
    /// A client that says all at once and reads until the server closes.
    private func say(_ text: String, to port: Int) async throws -> String {
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await client.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ""
            for try await buffer in inbound { answer += String(buffer: buffer) }
            return answer
        }
    }

    private static let mail =
        "EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<a@b.jp>\r\nDATA\r\nMessage-ID: <1@x.jp>\r\n\r\nhi\r\n.\r\nQUIT\r\n"

    @Test func keepsWhatItAcceptsOverTheWire() async throws {
        let mailbox = LocalMailbox()
        let port = try await mailbox.start()
        let answer = try await say(Self.mail, to: port)
        #expect(answer.contains("250-PIPELINING\r\n") && answer.contains("250-8BITMIME\r\n"))
        #expect(answer.hasSuffix("354 end with a dot on a line of its own\r\n250 2.0.0 kept\r\n221 2.0.0 goodbye\r\n"))
        try await mailbox.store.waitForCount(1)
        #expect(mailbox.store.mail(1)?.messageID == "1@x.jp")
        try await mailbox.stop()
    }

    @Test func aDelayedReplyKeepsTheOrder() async throws {
        let mailbox = LocalMailbox(faults: { stage, _ in stage == .mail ? .delay(milliseconds: 1) : nil })
        let port = try await mailbox.start()
        let answer = try await say(Self.mail, to: port)
        let codes = answer.components(separatedBy: "\r\n").filter { $0.dropFirst(3).first == " " }.map { $0.prefix(3) }
        #expect(codes == ["220", "250", "250", "250", "354", "250", "221"])
        try await mailbox.stop()
    }

    @Test func stoppingClosesWhatIsOpenAndFreesThePort() async throws {
        let mailbox = LocalMailbox()
        let port = try await mailbox.start()
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        try await mailbox.stop()
        try await client.closeFuture.get()
        let second = LocalMailbox(port: port)
        #expect(try await second.start() == port)
        try await second.stop()
    }

    @Test func aPortThatIsTakenIsAnError() async throws {
        let mailbox = LocalMailbox()
        let port = try await mailbox.start()
        await #expect(throws: (any Error).self) { try await LocalMailbox(port: port).start() }
        try await mailbox.stop()
    }
}
