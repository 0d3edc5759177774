"""A small web server of this machine, whose answers a test writes down."""

import gzip
import socket
import threading
import time
from collections import defaultdict
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.pages[self.path.partition("?")[0]]
        answer(self)

    def log_message(self, *args):
        pass


class Feeds:
    """`put` what an address answers; `asked` are the paths and headers of all questions."""

    def __init__(self, server):
        self.server, self.asked = server, server.asked

    @property
    def host(self):
        return f"127.0.0.1:{self.server.server_port}"

    def url(self, path="/feed.json"):
        return f"http://{self.host}{path}"

    def put(self, body=b"", path="/feed.json", status=200, **headers):
        """Answer `path` with that; a header `content_length` may lie."""
        headers = {name.replace("_", "-").title(): value for name, value in headers.items()}

        def answer(handler):
            handler.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.server.pages[path] = answer

    def put_packed(self, body, path="/feed.json"):
        """Answer with `body` packed for the way (gzip)."""
        self.put(gzip.compress(body), path, content_encoding="gzip")

    def act(self, path, answer):
        """Have `answer(handler)` do as it likes."""
        self.server.pages[path] = answer


def not_found(handler):
    handler.send_error(404)


@contextmanager
def serving():
    """A `Feeds` on a free port of 127.0.0.1."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.pages, server.asked = defaultdict(lambda: not_found), []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Feeds(server)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def trickling_handshake():
    """The port of a server that begins TLS and then sends a byte of its long answer now and then."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer():
        with suppress(OSError):
            peer, _address = listener.accept()
            with peer:
                peer.sendall(b"\x16\x03\x03\x40\x00")
                for _byte in range(400):
                    peer.sendall(b"\x02")
                    time.sleep(0.05)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(timeout=2)
