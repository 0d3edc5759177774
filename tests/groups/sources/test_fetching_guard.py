"""Nobody reaches through us what only this machine can reach: one row for each way to write such an address."""

import socket

import pytest

from groups import fetching
from groups.fetching import FetchError, RefusedAddressError, fetch, guard
from tests.groups.sources.server import serving

REFUSED = {
    "loopback": "http://127.0.0.1/",
    "short loopback": "http://127.1/",
    "decimal": "http://2130706433/",
    "octal": "http://0177.0.0.1/",
    "hexadecimal": "http://0x7f000001/",
    "hexadecimal part": "http://0x7f.0.0.1/",
    "zero": "http://0.0.0.0/",
    "just 0": "http://0/",
    "another loopback": "http://127.8.8.8/",
    "by name": "http://localhost/",
    "by name with a dot": "http://localhost./",
    "wide digits": "http://①②⑦.0.0.1/",
    "wide dot": "http://127。0。0。1/",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 nothing": "http://[::]/",
    "IPv6 mapped": "http://[::ffff:127.0.0.1]/",
    "IPv6 mapped in hex": "http://[::ffff:7f00:1]/",
    "IPv6 compatible": "http://[::127.0.0.1]/",
    "NAT64": "http://[64:ff9b::7f00:1]/",
    "6to4": "http://[2002:7f00:1::1]/",
    "Teredo": "http://[2001:0:7f00:1::1]/",
    "unique local": "http://[fd00::1]/",
    "IPv6 metadata": "http://[fd00:ec2::254]/",
    "IPv6 link-local": "http://[fe80::1]/",
    "IPv6 with a zone": "http://[fe80::1%25eth0]/",
    "IPv6 multicast": "http://[ff02::1]/",
    "IPv6 site-local": "http://[fec0::1]/",
    "IPv6 of documents": "http://[2001:db8::1]/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "link-local": "http://169.254.1.1/",
    "private 10": "http://10.0.0.1/",
    "private 172": "http://172.16.0.1/",
    "private 192": "http://192.168.1.1/",
    "shared by a provider": "http://100.64.0.1/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "reserved": "http://240.0.0.1/",
    "of documents": "http://192.0.2.1/",
    "for measuring": "http://198.18.0.1/",
    "file": "file:///etc/passwd",
    "ftp": "ftp://8.8.8.8/feed",
    "gopher": "gopher://8.8.8.8:80/_GET",
    "data": "data:application/json,[]",
    "no scheme": "8.8.8.8/feed",
    "password": "http://user:secret@8.8.8.8/",
    "name only": "http://user@8.8.8.8/",
    "empty name": "http://@8.8.8.8/",
    "port of ssh": "http://8.8.8.8:22/",
    "port of mail": "http://8.8.8.8:25/",
    "port of PostgreSQL": "http://8.8.8.8:5432/",
    "port 0": "http://8.8.8.8:0/",
    "port too high": "http://8.8.8.8:99999/",
    "no host": "http:///feed",
    "line end": "http://8.8.8.8/\r\nHost: 127.0.0.1",
    "space": "http://8.8.8.8 .example.org/",
    "backslash": "http://8.8.8.8\\@127.0.0.1/",
    "broken IPv6": "http://[::1/",
}


@pytest.fixture
def names(monkeypatch):
    """What names stand for in a test; without it a name is one nobody knows."""
    known, real = {}, socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host in known:
            return [info for ip in known[host] for info in real(ip, port, *args, **kwargs)]
        if host.replace(".", "").isdigit() or ":" in host or host == "localhost":
            return real(host, port, *args, **kwargs)
        raise socket.gaierror

    monkeypatch.setattr(guard.socket, "getaddrinfo", look_up)
    return known


@pytest.mark.proof("attacks", "SSRF through sources")
@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED.keys())
def test_address_that_is_not_public_is_refused(names, url):
    with pytest.raises(RefusedAddressError) as refused:
        fetch(url)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "feeds.localhost", "127.0.0.1", "[::1]", "10.0.0.1"])
def test_host_that_no_port_would_open_is_refused_for_what_it_is(names, host):
    with pytest.raises(RefusedAddressError, match="is not a public address"):
        fetching.checked(f"http://{host}:8077/feeds/x.json")


def test_table_of_refused_addresses_is_whole():
    assert len(REFUSED) == 57


@pytest.mark.parametrize("url", ["https://8.8.8.8/feed?page=2", "http://[2606:4700::1111]:443/", "https://1.1.1.1:80/"])
def test_public_address_may_be_asked(names, url):
    assert fetching.checked(url).ips


@pytest.mark.proof("attacks", "SSRF through sources")
@pytest.mark.parametrize("ips", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2606:4700::1111", "::1"]])
def test_name_is_refused_if_any_of_its_addresses_is_not_public(names, ips):
    names["feeds.example.org"] = ips
    with pytest.raises(RefusedAddressError, match=r"feeds\.example\.org"):
        fetch("https://feeds.example.org/")


def test_name_that_nobody_knows_is_told(names):
    with pytest.raises(FetchError, match="Nobody knows"):
        fetch("https://nowhere.example.org/")


@pytest.mark.proof("attacks", "SSRF through sources")
def test_name_that_changes_its_mind_reaches_only_what_was_checked(names, monkeypatch):
    answers = iter([["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"]])
    reached = []
    real = guard.socket.getaddrinfo
    monkeypatch.setattr(guard.socket, "getaddrinfo", lambda host, port, **kw: real(next(answers)[0], port, **kw))

    def connect(address, timeout):
        reached.append(address)
        raise OSError

    monkeypatch.setattr("groups.fetching.wire.socket.create_connection", connect)
    with pytest.raises(FetchError):
        fetch("http://rebinding.example.org/feed")
    assert reached == [("8.8.8.8", 80)]


@pytest.mark.proof("attacks", "SSRF through sources")
@pytest.mark.parametrize(
    "onward",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "file:///etc/passwd",
        "//0/",
    ],
)
def test_redirect_to_what_is_not_public_is_refused(names, feeds, onward):
    feeds.put(path="/feed.json", status=302, location=onward)
    with pytest.raises(RefusedAddressError):
        fetch(feeds.url())
    assert len(feeds.asked) == 1


@pytest.mark.proof("attacks", "SSRF through sources")
def test_redirect_to_another_server_of_this_machine_is_refused(feeds):
    with serving() as secret:
        secret.put(b"[]")
        feeds.put(status=307, location=secret.url())
        with pytest.raises(RefusedAddressError):
            fetch(feeds.url())
        assert secret.asked == []


def test_own_host_named_in_the_settings_may_be_asked(feeds):
    feeds.put(b"[]")
    assert fetch(feeds.url()).file.read() == b"[]"
