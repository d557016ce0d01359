// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import NIOCore
import NIOPosix
import Synchronization

/// A mail server for one machine that keeps what it gets: for the demo, and for tests as a real peer.
///
/// It speaks EHLO, PIPELINING, 8BITMIME, SIZE and ENHANCEDSTATUSCODES, no TLS, and relays nothing.
public final class LocalMailbox: Sendable {
    /// What has come.
    public let store: MailStore

    private let host: String
    private let port: Int
    private let faults: MailboxFaults?
    private let group: any EventLoopGroup
    private let channels = OpenChannels()

    /// A mailbox that does not listen yet.
    ///
    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - store: where the mails go.
    ///   - faults: how it misbehaves, for tests.
    public init(host: String = "127.0.0.1", port: Int = 0, store: MailStore = MailStore(), faults: MailboxFaults? = nil)
    {
        self.host = host
        self.port = port
        self.store = store
        self.faults = faults
        group = MultiThreadedEventLoopGroup.singleton
    }

    /// Begins to listen.
    ///
    /// - Returns: the port.
    /// - Throws: where the address cannot be had, as when the port is taken.
    @discardableResult
    public func start() async throws -> Int {
        let store = store
        let faults = faults
        let channels = channels
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
            .childChannelInitializer { channel in
                channels.add(channel)
                return channel.eventLoop.makeCompletedFuture {
                    let session = ReceiverSession(hostName: "mailbox.localhost", faults: faults)
                    try channel.pipeline.syncOperations.addHandler(ReceiverHandler(session: session, store: store))
                }
            }
            .bind(host: host, port: port)
            .get()
        channels.add(channel)
        return channel.localAddress?.port ?? port
    }

    /// Stops listening and closes what is open; the store stays.
    public func stop() async throws {
        for channel in channels.takeAll() {
            do {
                try await channel.close().get()
            } catch ChannelError.alreadyClosed {
                continue
            }
        }
    }
}

/// The listening channel first, then those of the senders that are connected.
private final class OpenChannels: Sendable {
    private let channels = Mutex<[(id: ObjectIdentifier, channel: any Channel)]>([])

    func add(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        channels.withLock { $0.append((id, channel)) }
        channel.closeFuture.whenComplete { [self] _ in
            channels.withLock { $0.removeAll { $0.id == id } }
        }
    }

    func takeAll() -> [any Channel] {
        channels.withLock { channels in
            defer { channels = [] }
            return channels.map(\.channel)
        }
    }
}
