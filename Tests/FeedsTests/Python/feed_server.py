# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 the Shirase project
"""A server of feeds that misbehaves as it is told: prints its port, then serves until its input ends."""

import gzip
import http.server
import json
import sys
import threading

STATE = {"requests": [], "down": False}


def feed(host, entries, stray=False):
    items = "".join(
        f"<entry><title>t</title><id>http://{host}/data/{n}.xml</id><updated>2026-11-05T0{n % 10}:00:00Z</updated>"
        f"<author><name>x</name></author><link type='application/xml' href='http://{host}/data/{n}.xml'/></entry>"
        for n in entries
    )
    div = "<div id='x'/>" if stray else ""
    return (
        f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'>{div}"
        f"<title>f</title><updated>2026-11-05T09:00:00Z</updated>{items}</feed>"
    ).encode()


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
        elif self.path.startswith("/data/"):
            body = ("telegram " + self.path).encode()
        else:
            status = 404
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            pass

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
