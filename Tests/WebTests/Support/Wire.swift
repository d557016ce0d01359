// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import NIOCore
import NIOPosix

/// One TCP connection used once: says something, hears everything until the other side closes.
enum Wire {
    static func exchange(port: Int, _ bytes: [UInt8]) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: bytes))
            var heard: [UInt8] = []
            for try await buffer in inbound { heard += buffer.readableBytesView }
            return heard
        }
    }
}
