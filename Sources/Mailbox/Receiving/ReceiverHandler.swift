// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import NIOCore

/// Carries the octets of one connection to its session, and the session's answers back.
final class ReceiverHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var session: ReceiverSession
    private let store: MailStore
    /// Answers after a delayed one wait for it, so that they stay in order.
    private var pending: [ReceiverSession.Action] = []
    private var isDelaying = false

    init(session: ReceiverSession, store: MailStore) {
        self.session = session
        self.store = store
    }

    func channelActive(context: ChannelHandlerContext) {
        perform(session.begin(), context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        perform(buffer.withUnsafeReadableBytes { session.receive($0) }, context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func perform(_ actions: [ReceiverSession.Action], _ context: ChannelHandlerContext) {
        if isDelaying {
            pending += actions
            return
        }
        var hasWritten = false
        for (index, action) in actions.enumerated() {
            switch action {
            case .reply(let text):
                write(text, context)
                hasWritten = true
            case .store(let envelope, let content, let commandCount):
                store.add(envelope, content: content, commandCount: commandCount)
            case .delayedReply(let text, let milliseconds):
                if hasWritten { context.flush() }
                delay(text, milliseconds, then: Array(actions[(index + 1)...]), context)
                return
            case .close:
                if hasWritten { context.flush() }
                context.close(promise: nil)
                return
            }
        }
        if hasWritten { context.flush() }
    }

    private func delay(
        _ text: String,
        _ milliseconds: Int,
        then actions: [ReceiverSession.Action],
        _ context: ChannelHandlerContext,
    ) {
        isDelaying = true
        pending = actions
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) {
            guard bound.value.channel.isActive else { return }
            let handler = handler.value
            handler.isDelaying = false
            let actions = handler.pending
            handler.pending = []
            handler.perform([.reply(text)] + actions, bound.value)
        }
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
    }
}
