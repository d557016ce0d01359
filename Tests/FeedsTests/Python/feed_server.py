# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 the Shirase project
"""A server of feeds that misbehaves as it is told: prints its port, then serves until its input ends."""

import gzip
import http.server
import json
import sys
import threading
import time
import urllib.parse

STATE = {"requests": []}


def feed(host, entries, stray=False):
    items = "".join(
        f"<entry><title>t</title><id>http://{host}/data/{n}.xml</id><updated>2026-11-05T0{str(n)[-1]}:00:00Z</updated>"
        f"<author><name>x</name></author><link type='application/xml' href='http://{host}/data/{n}.xml'/></entry>"
        for n in entries
    )
    div = "<div id='x'/>" if stray else ""
    return (
        f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'>{div}"
        f"<title>f</title><updated>2026-11-05T09:00:00Z</updated>{items}</feed>"
    ).encode()


def plain(*entries):
    """A feed of another sender's: entries of id, time and links."""
    items = "".join(
        f"<entry><title>t</title><id>{id}</id><updated>{updated}</updated>{links}</entry>" for id, updated, links in entries
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>f</title>{items}</feed>".encode()


def asked(prefix):
    return sum(path.startswith(prefix) for path, *_ in STATE["requests"])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        host = self.headers["Host"]
        STATE["requests"].append([self.path, self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")])
        body, status, headers = b"", 200, {}
        if self.path == "/log":
            body = json.dumps(STATE["requests"]).encode()
        elif self.path == "/feed/eqvol.xml":
            if self.headers.get("If-None-Match") == '"v1"':
                status = 304
            else:
                body = gzip.compress(feed(host, [3, 1, 2], stray=True))
                headers = {"ETag": '"v1"', "Last-Modified": "Thu, 05 Nov 2026 09:00:00 GMT", "Content-Encoding": "gzip"}
        elif self.path == "/feed/eqvol_l.xml":
            body = feed(host, [0, 1, 2])
        elif self.path.startswith("/feed/sick"):
            status, headers = 503, {"Retry-After": "120"}
        elif self.path.startswith("/feed/broken"):
            body = b"<html><body>Maintenance</body></html>"
        elif self.path == "/bomb":
            body = gzip.compress(b"x" * (64 << 20))
            headers = {"Content-Encoding": "gzip"}
        elif self.path == "/huge":
            body = b"x" * (4 << 20)
        elif self.path == "/away":
            status, headers = 302, {"Location": "file:///etc/passwd"}
        elif self.path == "/round":
            status, headers = 302, {"Location": "/round"}
        elif self.path == "/there":
            status, headers = 302, {"Location": "/data/1.xml"}
        elif self.path.startswith("/data/2") and STATE["requests"].count([self.path, None, None]) < 3:
            status = 500
        elif self.path == "/half/eqvol.xml":
            body = feed(host, [3, 1])
        elif self.path == "/old/eqvol.xml":
            status, headers = 301, {"Location": "/feed/eqvol.xml"}
        elif self.path == "/many/eqvol.xml":
            # The news comes while others are got.
            body = feed(host, [9] if asked("/data/old") > 30 else [])
        elif self.path == "/many/extra.xml":
            body = feed(host, [f"old{n}" for n in range(300)])
        elif self.path.startswith("/list/"):
            # A feed of whatever entries the address asks for, the last the newest.
            links = urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query)
            body = plain(
                *(
                    (f"urn:x:{n}", f"2026-11-05T09:{n:02}:00Z", f"<link href='{link}'/>")
                    for n, (_, link) in enumerate(links)
                )
            )
        elif self.path == "/cap/alerts.atom":
            html = "<link rel='alternate' type='text/html' href='/page'/>"
            cap = "<link type='application/cap+xml' href='../data/7.xml'/>"
            minute = 1 if asked("/cap/alerts.atom") > 3 else 0
            body = plain(("urn:x:7", f"2026-11-05T09:0{minute}:00Z", html + cap), ("", "", ""))
        elif self.path.startswith("/hang/"):
            time.sleep(8)
        elif self.path.startswith("/move/"):
            status, headers = 302, {"Location": urllib.parse.unquote(self.path.removeprefix("/move/"))}
        elif self.path == "/garbled":
            body, headers = b"no gzip", {"Content-Encoding": "gzip"}
        elif self.path == "/page" or self.path == "/late" and asked("/late") < 3:
            body = b"\n<!DOCTYPE html><html><body>Maintenance</body></html>"
        elif self.path == "/late":
            body = b"telegram /late"
        elif self.path.startswith("/data/old"):
            time.sleep(0.005)
            body = ("telegram " + self.path).encode()
        elif self.path.startswith("/data/"):
            body = ("telegram " + self.path).encode()
        else:
            status = 404
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        try:
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            pass

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """Who is asked hangs up where an answer is too large: nothing to tell."""


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
