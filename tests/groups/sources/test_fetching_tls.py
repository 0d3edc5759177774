"""A server that cannot prove who it is gets no question: its certificate has to be right in every way."""

import ssl
from datetime import timedelta

import pytest

from groups.fetching import FetchError, fetch
from tests.groups.sources.certificates import Authority


@pytest.fixture
def authority(tmp_path, settings):
    """Whom we believe."""
    believed = Authority(tmp_path, "believed")
    settings.SOURCES_CA_FILE = str(believed.file)
    return believed


@pytest.fixture
def encrypted(feeds):
    """Let the server speak TLS with the certificate in a file; answers its address."""

    def encrypt(file):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        feeds.server.socket = context.wrap_socket(feeds.server.socket, server_side=True)
        feeds.put(b"[1]")
        return feeds.url().replace("http:", "https:")

    return encrypt


def test_right_certificate_is_believed(authority, encrypted):
    assert fetch(encrypted(authority.signed())).file.read() == b"[1]"


WRONG = {
    "for another address": {"address": "127.0.0.2"},
    "over since yesterday": {"lasts": -timedelta(days=1)},
}


@pytest.mark.parametrize("how", WRONG)
def test_wrong_certificate_is_not_believed(authority, encrypted, feeds, how):
    with pytest.raises(FetchError, match="could not prove who it is") as refused:
        fetch(encrypted(authority.signed(**WRONG[how])))
    assert isinstance(refused.value.__cause__, ssl.SSLCertVerificationError)
    assert feeds.asked == []


def test_certificate_of_an_authority_that_nobody_knows_is_not_believed(authority, encrypted, feeds, tmp_path):
    with pytest.raises(FetchError, match="could not prove who it is"):
        fetch(encrypted(Authority(tmp_path, "unknown").signed()))
    assert feeds.asked == []
