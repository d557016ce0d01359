# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 the Shirase project
"""Reads mails with Python's email package, default policy, and says what it found.

stdin: one base64-encoded mail a line. stdout: one JSON object a line.
"""

import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys


def walk_defects(message):
    found = [repr(defect) for defect in message.defects]
    for name, value in message.items():
        found += ["%s: %r" % (name, defect) for defect in getattr(value, "defects", [])]
    for part in message.iter_parts() if message.is_multipart() else []:
        found += walk_defects(part)
    return found


def text_of(message, subtype):
    part = message.get_body(preferencelist=(subtype,))
    # Base64 hands back the canonical CRLF of RFC 2046, the other encodings do not.
    return part.get_content().replace("\r\n", "\n") if part is not None else None


def from_name_of(data):
    """By the older parser: the newer one of Python 3.11 puts a blank between two encoded words of a name."""
    raw = email.message_from_bytes(data)["From"].replace("\r\n", "").replace("\n", "")
    name = raw[: raw.rindex("<")] if "<" in raw else ""
    return str(email.header.make_header(email.header.decode_header(email.utils.parseaddr(name + "<a@b>")[0])))


for line in sys.stdin:
    data = base64.b64decode(line)
    message = email.message_from_bytes(data, policy=email.policy.default)
    result = {
        "headers": [[name, str(value)] for name, value in message.items()],
        "fromName": from_name_of(data) if message["From"] else "",
        "fromAddress": message["From"].addresses[0].addr_spec if message["From"] else "",
        "to": [address.addr_spec for address in message["To"].addresses] if message["To"] else [],
        "structure": [part.get_content_type() for part in message.walk()],
        "encodings": [str(part["Content-Transfer-Encoding"] or "") for part in message.walk()],
        "text": text_of(message, "plain"),
        "html": text_of(message, "html"),
    }
    result["defects"] = walk_defects(message)
    print(json.dumps(result), flush=True)
