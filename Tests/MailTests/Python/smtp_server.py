# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 the Shirase project
"""An SMTP server of aiosmtpd on a free port, with STARTTLS or TLS and AUTH.

smtp_server.py starttls|tls CERTIFICATE KEY USER PASSWORD
stdout: a line with the port, and when stdin closes one JSON object for each mail.
"""

import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

mode, certificate, key, user, password = sys.argv[1:6]

records = []


class Handler:
    async def handle_DATA(self, server, session, envelope):
        record = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "options": envelope.mail_options,
            "data": base64.b64encode(envelope.original_content).decode(),
            "tls": server.transport.get_extra_info("cipher") is not None,
            "authenticated": bool(session.authenticated),
        }
        records.append(record)
        return "250 2.0.0 kept"


def authenticate(server, session, envelope, mechanism, data):
    fits = isinstance(data, LoginPassword) and data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=fits, handled=False)


def protocol(context):
    starttls = mode == "starttls"
    return SMTP(
        Handler(),
        hostname="aiosmtpd.test",
        require_starttls=starttls,
        tls_context=context if starttls else None,
        authenticator=authenticate,
        auth_required=True,
        auth_require_tls=starttls,
    )


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: protocol(context), "127.0.0.1", 0, ssl=None if mode == "starttls" else context
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()
    for record in records:
        print(json.dumps(record))


asyncio.run(main())
