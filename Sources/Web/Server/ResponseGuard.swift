// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Stands between the pages and the wire: completes the headers of every response and ends connections that were
/// refused early.
///
/// It is a channel handler and no middleware, because the server answers what is no HTTP at all without asking any
/// middleware. A response with `Connection: close` closes the connection when the request is read (RFC 9112 section
/// 9.6): a client that is told 413 while it still sends should see the 413 and not a reset.
final class ResponseGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let defaults: HTTPFields
    private let drainLimit: Int
    private var isReadingRequest = false
    private var isClosing = false
    private var hasResponded = false
    private var drained = 0

    init(defaults: HTTPFields, drainLimit: Int = WebLimits.drainedOctets) {
        self.defaults = defaults
        self.drainLimit = drainLimit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch part {
        case .head:
            isReadingRequest = true
        case .body(let buffer):
            if isClosing { drained += buffer.readableBytes }
        case .end:
            isReadingRequest = false
        }
        context.fireChannelRead(data)
        if drained > drainLimit || (isClosing && hasResponded && !isReadingRequest) { context.close(promise: nil) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            for field in defaults where head.headerFields[field.name] == nil { head.headerFields.append(field) }
            isClosing = head.headerFields[.connection] == "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            hasResponded = isClosing
            guard isClosing, !isReadingRequest else { return context.write(data, promise: promise) }
            context.writeAndFlush(data, promise: promise)
            context.close(promise: nil)
        }
    }
}
