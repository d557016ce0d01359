# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 the Shirase project
"""Makes mails with Jinja2 and Python's email package, and says how long it took.

argv: the job, JSON of `bench`'s ComposeJob. stdout: one JSON object, `bench`'s Composing.
"""

import hashlib
import json
import sys
import time

start = time.perf_counter()
try:
    import jinja2
except ImportError:
    sys.exit("jinja2 is missing from /usr/bin/python3: apt-get install python3-jinja2")
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from datetime import datetime, timezone

POLICY = SMTP.clone(cte_type="8bit")

job = json.load(open(sys.argv[1], encoding="utf-8"))
seconds = job["seconds"]
hole = job["hole"]
date = format_datetime(datetime.fromtimestamp(job["date"], timezone.utc))
environment = jinja2.Environment(autoescape=False, keep_trailing_newline=True)
load = time.perf_counter() - start


def link(number):
    return "https://city.example.jp/u/%d" % number


def message(mail, subject, text, html, to, identifier, url):
    result = EmailMessage(policy=POLICY)
    result["From"] = Address(mail["fromName"], addr_spec=job["fromAddress"])
    result["Subject"] = subject
    result["Date"] = date
    result["Content-Language"] = mail["languageTag"]
    result["List-Id"] = job["listID"]
    result["Auto-Submitted"] = "auto-generated"
    result["To"] = to
    result["Message-ID"] = "<%s@city.example.jp>" % identifier
    result["List-Unsubscribe"] = "<%s>" % url
    result["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    result.set_content(text.replace(hole, url), cte="8bit")
    result.add_alternative(html.replace(hole, url), subtype="html", cte="8bit")
    return result


def measured(work):
    """Seconds a call, over as many calls as the time allows."""
    count = 0
    start = time.perf_counter()
    while True:
        work(count)
        count += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return elapsed / count


rows = []
for mail in job["mails"]:
    values = mail["values"]
    start = time.perf_counter()
    subject = environment.from_string(mail["subject"])
    text = environment.from_string(mail["text"])
    html = environment.from_string(mail["html"])
    rendered = (subject.render(values), text.render(values), html.render(values))
    cold = time.perf_counter() - start
    warm = measured(lambda _: (subject.render(values), text.render(values), html.render(values)))

    def whole(number):
        return message(
            mail, subject.render(values), text.render(values), html.render(values),
            "resident-%d@example.jp" % number, "a-%d" % number, link(number),
        ).as_bytes()

    # The whole message once, its recipient as marks of which nothing else in it is a part.
    base = message(
        mail, *rendered, "resident-0000000000@example.jp", "a-0000000000", link(1111111111)
    ).as_bytes()

    def splice(number):
        return (
            base.replace(b"resident-0000000000@", b"resident-%d@" % number)
            .replace(b"a-0000000000@", b"a-%d@" % number)
            .replace(b"https://city.example.jp/u/1111111111", link(number).encode())
        )

    digest = hashlib.sha256("\0".join(rendered).encode()).hexdigest()
    rows.append(
        {
            "tag": mail["tag"], "cold": cold, "warm": warm, "mail": measured(whole),
            "splice": measured(splice), "digest": digest, "message": whole(7).decode(),
        }
    )

print(json.dumps({"load": load, "rows": rows}))
