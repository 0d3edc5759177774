"""A light crowd of browsers in a process of its own: `python -m groups.bench.load` reads an order and tells the times.

The order comes as JSON on standard input: `host`, `port`, how many `clients` ask at once, for how many `seconds`,
and the `paths` they take one after the other. The answer goes to standard output: `seconds` it took, `ms` of each
request, `bytes` received, and how many `failed` (not 200, or cut off). Each client keeps its connection.
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
REQUEST = "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nAccept-Language: en\r\n\r\n"
CHUNK = 1 << 18
PATIENCE = 30  # seconds without any answer after which those that wait have failed


class Client:
    """One connection, with at most one request under way. Raises OSError where nobody listens."""

    def __init__(self, host, port):
        self.address = (host, port)
        self.connect()

    def connect(self):
        self.received, self.is_cut = b"", False
        self.socket = socket.create_connection(self.address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, path):
        """Send the request; its answer comes in by and by."""
        self.received, self.began = b"", time.perf_counter()
        self.socket.sendall(REQUEST.format(path=path).encode())

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
    def is_page(self):
        return self.is_whole and self.received.split(b" ", 2)[1] == b"200"

    @property
    def is_over(self):
        """Whether the server will take no more on this connection."""
        return self.is_cut or bool(CLOSES.search(self.received.partition(BLANK)[0]))


class Crowd:
    """So many clients at once; `failed` and `bytes` count as they go, `ms` are the times of the pages."""

    def __init__(self, host, port, clients):
        self.clients = [Client(host, port) for _ in range(clients)]
        self.selector = selectors.DefaultSelector()
        self.ms, self.failed, self.bytes = [], 0, 0

    def run(self, paths, seconds):
        """Ask for `paths` in their order until they or the seconds are used up; the seconds it took."""
        began, coming = time.perf_counter(), iter(paths)
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
        """Give a client its next path, if there is one, over a new connection where the server has hung up."""
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
        self.bytes += len(client.received)
        if client.is_page:
            self.ms.append((time.perf_counter() - client.began) * 1000)
        else:
            self.failed += 1

    def tell(self, seconds):
        return {"seconds": seconds, "ms": self.ms, "bytes": self.bytes, "failed": self.failed}


def main():
    """Carry out the order on standard input."""
    order = json.load(sys.stdin)
    crowd = Crowd(order["host"], order["port"], order["clients"])
    json.dump(crowd.tell(crowd.run(order["paths"], order["seconds"])), sys.stdout)


if __name__ == "__main__":
    main()
