# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 the Shirase project
"""An SMTP server with CHUNKING and PIPELINING on a free port, strict about the order of commands.

chunking_server.py FAULTS [CERTIFICATE KEY]
FAULTS: a JSON object from "STAGE ADDRESS" to what is done there: a reply, "drop", "accept, drop", "half, drop", "sleep".
        STAGE is mail (ADDRESS is the sender), rcpt or content (the recipient). "421 …" closes as well.
stdout: a line with the port, and when stdin closes one JSON object for each mail that was accepted, in their order.
"""

import asyncio
import base64
import json
import ssl
import sys

faults = json.loads(sys.argv[1])
accepted = []

HELLO = "250-chunking.test\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-8BITMIME\r\n250-SIZE 50000000\r\n250 ENHANCEDSTATUSCODES"


class Session:
    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer
        self.reset()

    def reset(self):
        self.sender = None
        self.recipients = []
        self.refused = None
        self.is_broken = False

    def say(self, text):
        self.writer.write(text.encode() + b"\r\n")

    def close_after(self, text):
        self.say(text)
        raise ConnectionError

    def drop(self):
        self.writer.transport.abort()
        raise ConnectionError

    def fault(self, stage, address):
        """What is to be said, or None where all is well."""
        text = faults.get(f"{stage} {address}")
        if text == "drop":
            self.drop()
        if text is not None and text.startswith("421"):
            self.close_after(text)
        return text

    async def run(self):
        self.say("220 chunking.test ESMTP")
        while line := await self.reader.readline():
            command, _, argument = line.decode("ascii").rstrip("\r\n").partition(" ")
            await getattr(self, "do_" + command, self.unknown)(argument)
            await self.writer.drain()

    async def unknown(self, argument):
        self.say("500 5.5.2 what?")

    async def do_EHLO(self, argument):
        self.say(HELLO)

    async def do_RSET(self, argument):
        self.reset()
        self.say("250 2.0.0 reset")

    async def do_QUIT(self, argument):
        self.close_after("221 2.0.0 bye")

    async def do_MAIL(self, argument):
        sender = argument[argument.index("<") + 1 : argument.index(">")]
        if self.is_broken or self.sender is not None:
            return self.say("503 5.5.1 nested MAIL command")
        if reply := self.fault("mail", sender):
            return self.say(reply)
        self.sender = sender
        self.say("250 2.1.0 ok")

    async def do_RCPT(self, argument):
        recipient = argument[argument.index("<") + 1 : argument.index(">")]
        if self.is_broken or self.sender is None:
            return self.say("503 5.5.1 need MAIL command")
        if reply := self.fault("rcpt", recipient):
            self.refused = recipient
            return self.say(reply)
        self.recipients.append(recipient)
        self.say("250 2.1.5 ok")

    async def do_BDAT(self, argument):
        count, last = argument.split(" ")
        assert last == "LAST"
        address = self.recipients[0] if self.recipients else self.refused
        if faults.get(f"content {address}") == "half, drop":
            await self.reader.readexactly(int(count) // 2)
            self.drop()
        content = await self.reader.readexactly(int(count))
        if faults.get(f"content {address}") == "sleep":
            await asyncio.Event().wait()
        is_valid = bool(self.recipients) and not self.is_broken
        reply = self.fault("content", address)
        if is_valid and (reply is None or reply == "accept, drop"):
            record = {"from": self.sender, "to": self.recipients, "data": base64.b64encode(content).decode()}
            accepted.append(record)
            if reply:
                self.drop()
            self.reset()
            return self.say("250 2.0.0 kept")
        # Until RSET nothing goes any more: RFC 3030 section 2.
        self.is_broken = True
        self.say(reply or "554 5.5.1 no valid recipients")


async def serve(reader, writer):
    try:
        await Session(reader, writer).run()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    writer.close()


async def main():
    context = None
    if len(sys.argv) > 2:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()
    for record in accepted:
        print(json.dumps(record))


asyncio.run(main())
