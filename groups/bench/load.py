"""A light crowd of browsers in a process of its own: `python -m groups.bench.load` reads an order and tells the times.

The order comes as JSON on standard input: `host`, `port`, how many `clients` ask at once, for how many `seconds`,
and the `paths` they take one after the other: a path to get, or `{"kind", "path", "headers", "body"}`, which is
posted where it has a body. The answer goes to standard output: `seconds` it took, `ms` of each page that came, `bytes`
received, how many `failed` (cut off, or neither 200 nor a redirect), and how many of those were `put_off`: 503 with a
word on when to come back. `answers` has `[kind, status, ms, second it came in]` of each, status 0 where it was cut off.
Each client keeps its connection.
"""

import json
import re
import selectors
import socket
import sys
import time

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
BLANK = b"\r\n\r\n"
HEAD = "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nAccept-Language: en\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n"
PAGES = (200, 302)
PUT_OFF = 503
RETRY_AFTER = re.compile(rb"\r\nretry-after: *\d", re.IGNORECASE)
CHUNK = 1 << 18
PATIENCE = 30  # seconds without any answer after which those that wait have failed


def as_sent(path, *, kind="", headers=None, body=None):
    """A request as it goes over the wire; with a `body`, a form that is posted."""
    head = HEAD.format(method="GET" if body is None else "POST", path=path)
    head += "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    if body is not None:
        head += FORM.format(length=len(body.encode()))
    return f"{head}\r\n{body or ''}".encode()


class Client:
    """One connection, with at most one request under way. Raises OSError where nobody listens."""

    def __init__(self, host, port):
        self.address = (host, port)
        self.connect()

    def connect(self):
        self.received, self.is_cut = b"", False
        self.socket = socket.create_connection(self.address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, wanted):
        """Send the request; its answer comes in by and by."""
        wanted = wanted if isinstance(wanted, dict) else {"path": wanted}
        self.kind, self.received, self.began = wanted.get("kind", ""), b"", time.perf_counter()
        self.socket.sendall(as_sent(**wanted))

    def receive(self):
        """Take what has come; whether the answer is whole (or will never be)."""
        piece = self.socket.recv(CHUNK)
        self.received += piece
        self.is_cut = not piece
        return self.is_cut or self.is_whole

    @property
    def is_whole(self):
        head, blank, body = self.received.partition(BLANK)
        length = LENGTH.search(head)
        return bool(blank and length) and len(body) >= int(length[1])

    @property
    def status(self):
        """As the server says; 0 where it was cut off."""
        return int(self.received.split(b" ", 2)[1]) if self.is_whole else 0

    @property
    def is_put_off(self):
        return self.status == PUT_OFF and bool(RETRY_AFTER.search(self.received.partition(BLANK)[0]))

    @property
    def is_over(self):
        """Whether the server will take no more on this connection."""
        return self.is_cut or bool(CLOSES.search(self.received.partition(BLANK)[0]))


class Crowd:
    """So many clients at once; `failed`, `put_off` and `bytes` count as they go, `ms` are the times of the pages."""

    def __init__(self, host, port, clients):
        self.clients = [Client(host, port) for _ in range(clients)]
        self.selector = selectors.DefaultSelector()
        self.ms, self.answers, self.failed, self.put_off, self.bytes = [], [], 0, 0, 0

    def run(self, paths, seconds):
        """Ask for `paths` in their order until they or the seconds are used up; the seconds it took."""
        self.began = began = time.perf_counter()
        coming = iter(paths)
        for client in self.clients:
            self.next(client, coming)
        while self.selector.get_map():
            ready = self.selector.select(PATIENCE)
            if not ready:
                self.failed += len(self.selector.get_map())
                break
            for key, _ in ready:
                if key.data.receive():
                    self.count(key.data)
                    self.selector.unregister(key.data.socket)
                    self.next(key.data, coming if time.perf_counter() - began < seconds else iter(()))
        return time.perf_counter() - began

    def next(self, client, coming):
        """Give a client what it asks for next, if there is anything; over a new connection where the server hung up."""
        path = next(coming, None)
        if path is None or client.is_over:
            client.socket.close()
        if path is None:
            return
        if client.is_over:
            client.connect()
        client.ask(path)
        self.selector.register(client.socket, selectors.EVENT_READ, client)

    def count(self, client):
        """Note what came."""
        now, status = time.perf_counter(), client.status
        taken = (now - client.began) * 1000
        self.bytes += len(client.received)
        self.answers.append([client.kind, status, taken, now - self.began])
        if status in PAGES:
            self.ms.append(taken)
        else:
            self.failed += 1
            self.put_off += client.is_put_off

    def tell(self, seconds):
        kept = ("ms", "answers", "bytes", "failed", "put_off")
        return {"seconds": seconds} | {name: getattr(self, name) for name in kept}


def main():
    """Carry out the order on standard input."""
    order = json.load(sys.stdin)
    crowd = Crowd(order["host"], order["port"], order["clients"])
    json.dump(crowd.tell(crowd.run(order["paths"], order["seconds"])), sys.stdout)


if __name__ == "__main__":
    main()
