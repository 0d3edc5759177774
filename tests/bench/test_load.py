"""The crowd of browsers against a small server in this process, and what is made of its times."""

import http.server
import io
import json
import sys
import threading

import pytest

from groups.bench import load, serving, weights

PAGES = {"/page": (200, "0123456789"), "/missing": (404, "no"), "/last": (200, "bye"), "/busy": (503, "later")}


class Small(http.server.BaseHTTPRequestHandler):
    """Answers from `PAGES` over connections that stay, but hangs up after /last."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        status, body = PAGES[self.path]
        self.server.asked.append((self.path, self.client_address))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if self.path == "/last":
            self.send_header("Connection", "close")
        if self.path == "/busy":
            self.send_header("Retry-After", "5")
        self.end_headers()
        self.wfile.write(body.encode())

    def do_POST(self):
        said = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.posted.append((said, self.headers["X-Test"]))
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Small) as server:
        server.daemon_threads, server.asked, server.posted = True, [], []
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def run(server, paths, clients=1, seconds=5):
    crowd = load.Crowd(*server.server_address, clients)
    return crowd.tell(crowd.run(paths, seconds))


def test_every_path_is_asked_once_over_one_connection_a_client(server):
    told = run(server, ["/page"] * 30, clients=3)
    assert len(told["ms"]) == len(server.asked) == 30
    assert told["failed"] == 0
    assert len({address for _path, address in server.asked}) == 3
    assert all(taken > 0 for taken in told["ms"])
    assert told["seconds"] * 3000 >= sum(told["ms"])


def test_what_is_no_page_has_failed_and_is_not_timed(server):
    told = run(server, ["/page", "/missing", "/page"])
    assert (len(told["ms"]), told["failed"]) == (2, 1)


def test_what_is_put_off_with_a_word_is_told_from_what_failed(server):
    told = run(server, ["/busy", "/missing", "/page"])
    assert (told["failed"], told["put_off"]) == (2, 1)
    assert [status for _kind, status, _ms, _at in told["answers"]] == [503, 404, 200]


def test_form_is_posted_with_its_headers(server):
    told = run(server, [{"kind": "write", "path": "/page", "headers": {"X-Test": "7"}, "body": "a=é"}, "/page"])
    assert server.posted == [("a=é", "7")]
    assert [kind for kind, *_rest in told["answers"]] == ["write", ""]


def test_client_connects_again_where_the_server_hangs_up(server):
    told = run(server, ["/last", "/page", "/last"])
    assert (len(told["ms"]), told["failed"]) == (3, 0)
    assert len({address for _path, address in server.asked}) == 2


def test_crowd_stops_when_its_time_is_over(server):
    told = run(server, ["/page"] * 100_000, seconds=0.05)
    assert 0 < len(told["ms"]) < 100_000


def test_order_comes_and_answer_goes_as_json(server, monkeypatch, capsys):
    host, port = server.server_address
    order = {"host": host, "port": port, "clients": 2, "seconds": 5, "paths": ["/page"] * 4}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(order)))
    load.main()
    told = json.loads(capsys.readouterr().out)
    assert (len(told["ms"]), told["failed"]) == (4, 0)
    assert told["bytes"] > 40


def test_turn_runs_in_a_process_of_its_own(server):
    told = serving.turn(server.server_address[1], 1, ["/page"] * 3, 5)
    assert len(told["ms"]) == 3


def test_rows_compare_with_the_bare_page():
    bare = {"seconds": 1.0, "ms": [1.0] * 100, "bytes": 100, "failed": 0}
    page = {"seconds": 2.0, "ms": [5.0] * 50, "bytes": 500_000, "failed": 1}
    rows = list(serving.rows({("bare", 1): [bare, bare], ("search", 1): [page]}))
    assert [row["requests_per_s"] for row in rows] == [100, 25]
    assert rows[1]["of_bare"] == 0.25
    assert (rows[1]["failed"], rows[1]["p99_ms"], rows[1]["kilobytes"]) == (1, 5, 10)


def test_needed_files_are_those_the_page_names():
    links = '<link rel="stylesheet" href="/a.css"><link rel="icon" href="/i.svg">'
    needed = weights.Needed(links + '<script src="/b.js"></script><script>x</script>')
    assert (needed.css, needed.scripts) == (["/a.css"], ["/b.js"])
