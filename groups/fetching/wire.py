"""One question to one checked address, all of it before a deadline: no trickle of bytes keeps us longer."""

import http.client
import io
import socket
import ssl
from contextlib import contextmanager
from time import monotonic

from django.conf import settings


class Until:
    """A moment on the clock of this machine; `left` are the seconds to it, TimeoutError where it has passed."""

    def __init__(self, seconds):
        self.end = monotonic() + seconds

    @property
    def left(self):
        left = self.end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class PunctualReader(io.RawIOBase):
    """Reads from a socket, each time with what is left until the deadline."""

    def __init__(self, sock, until):
        self.sock, self.until = sock, until

    def readable(self):
        return True

    def readinto(self, buffer):
        self.sock.settimeout(self.until.left)
        return self.sock.recv_into(buffer)


class PunctualSocket:
    """The little of a socket that `http.client` needs, with a deadline. `http.client` closes it as soon as the answer
    begins; the socket itself is closed by who opened it."""

    def __init__(self, sock, until):
        self.sock, self.until = sock, until

    def sendall(self, data):
        self.sock.settimeout(self.until.left)
        self.sock.sendall(data)

    def makefile(self, _mode):
        return io.BufferedReader(PunctualReader(self.sock, self.until))

    def close(self):
        return None


@contextmanager
def asked(target, headers, until):
    """The `http.client.HTTPResponse` of `target` (a `guard.Target`) to GET, its body not read yet."""
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.host, target.port)
    with connected(target, until) as sock:
        connection.sock = PunctualSocket(sock, until)
        connection.request("GET", target.path, headers=headers)
        with connection.getresponse() as response:
            yield response


def connected(target, until):
    """A socket to the first of the checked addresses that answers; a certificate is held against the name."""
    error = None
    for ip in target.ips:
        try:
            sock = socket.create_connection((ip, target.port), timeout=until.left)
        except OSError as refused:
            error = refused
            continue
        return secured(sock, target.host, until) if target.scheme == "https" else sock
    raise error or OSError("no address")


def secured(sock, host, until):
    """The same socket, encrypted; closed where the certificate is not right."""
    try:
        sock.settimeout(until.left)
        return ssl.create_default_context(cafile=settings.SOURCES_CA_FILE or None).wrap_socket(
            sock, server_hostname=host
        )
    except BaseException:
        sock.close()
        raise
