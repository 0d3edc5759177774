"""Nothing secret, and nothing of a machine, stands in a tracked file or ever stood in one."""

import math
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.test import Client

from supportfinder.serving import BASE_DIR

SECRETS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40,}",
    "key of a cloud": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "token of a forge": r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{40,}|glpat-[\w-]{20})",
    "token of a registry": r"\b(?:npm_\w{36}|pypi-AgEI\w{20})",
    "token of a chat or a shop": r"\bxox[abpr]-[\w-]{10,}|\bsk_live_\w{16,}|\bsk-[A-Za-z0-9]{32,}",
    "signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "password in an address": r"\b\w+://[\w.-]+:(?!password@|secret@|\.\.\.@|\$|\{|%)[^\s@/'\"{}<>:]{3,}@[\w.-]+",
    "path of a machine": r"(?<![\w.~])/(?:home|Users|root)/[a-z][\w.-]+/|\b[A-Z]:\\\\?Users\\",
    "another registry": r"(?:--(?:extra-)?index-url|registry\s*=)\s*https?://(?!pypi\.org|registry\.npmjs\.org)\S+",
}
ALLOWED = {
    ("tests/test_secrets.py", "*"): "the patterns themselves and what they are tried on",
    ("tests/proofs/bad_input/values.py", "*"): "bad input",
}
"""Files in which a pattern may be found, and why."""
ASSIGNED = re.compile(
    r"(?i)(?:secret|token|password|passwd|api_?key)\w*['\"]?\s*[:=]\s*['\"]([A-Za-z0-9+/_=-]{20,})['\"]"
)
BITS = 3.7
"""Entropy per letter from which a run of letters is hardly words."""
SIZE = 2 * 2**20
SECONDS = 30
HAS_GIT = shutil.which("git") and (BASE_DIR / ".git").exists()

pytestmark = pytest.mark.skipif(not HAS_GIT, reason="only a clone knows which files are tracked")


def git(*words):
    return subprocess.run(["git", *words], cwd=BASE_DIR, check=True, capture_output=True).stdout


def tracked():
    """The texts of all tracked files, and of new ones that are not ignored, by their paths."""
    names = git("ls-files", "--cached", "--others", "--exclude-standard", "-z").decode().split("\0")
    for name in sorted(filter(None, names)):
        path = BASE_DIR / name
        if path.is_file() and path.stat().st_size <= SIZE and b"\0" not in (data := path.read_bytes()):
            yield name, data.decode("utf-8", "replace")


def bits(text):
    """Entropy of a text per letter, in bits."""
    counts = Counter(text)
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts.values())


def found_in(name, text):
    """What of a text looks secret, as (file, sort, the beginning of it)."""
    for sort, pattern in SECRETS.items():
        if not {(name, sort), (name, "*")} & set(ALLOWED):
            yield from ((name, sort, match[0][:60]) for match in re.finditer(pattern, text))
    if (name, "*") not in ALLOWED:
        values = (match[1] for match in ASSIGNED.finditer(text))
        yield from ((name, "value that is no word", value[:12]) for value in values if bits(value) > BITS)


def test_no_tracked_file_holds_a_secret():
    assert [found for name, text in tracked() for found in found_in(name, text)] == []


def test_history_holds_no_secret():
    pattern = "|".join((r"-----BEGIN ([A-Z]+ )*PRIVATE KEY-----$", r"AKIA[0-9A-Z]{16}", r"gh[pousr]_[0-9A-Za-z]{36}"))
    began, found = time.monotonic(), []
    for commit in git("rev-list", "HEAD").decode().split():
        if time.monotonic() - began > SECONDS:
            break
        lines = git("show", "--format=", "--unified=0", "--no-color", "-E", "-G", pattern, commit)
        added = [line for line in lines.decode("utf-8", "replace").splitlines() if line.startswith("+")]
        found += [(commit[:9], line[:40]) for line in added if re.search(pattern, line)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("-----BEGIN PRIVATE" + " KEY-----\n" + "A1b2" * 20, "private key"),
        ("AKIA" + "ABCDEFGHIJ234567", "key of a cloud"),
        ("ghp_" + "a1B2" * 9, "token of a forge"),
        ("postgres://ana:" + "hunter22@db.example.org/x", "password in an address"),
        ("see /home/" + "ana/notes", "path of a machine"),
        ("--index-url " + "https://packages.example.org/simple", "another registry"),
        ('SECRET_KEY = "' + 'q8Zr2LxV0pTm7KdWc4Yh1Nb6"', "value that is no word"),
    ],
)
def test_what_is_secret_is_found(text, sort):
    assert [found[1] for found in found_in("a.py", text)] == [sort]


def test_no_tracked_folder_is_served(db):
    paths = (
        "/.git/HEAD",
        "/.env",
        "/.data/secret_key",
        "/static/",
        "/manage.py",
        "/requirements.txt",
        "/static/../.env",
    )
    assert [Client().get(path).status_code for path in paths] == [404] * len(paths)


def test_deployment_of_the_example_is_sound():
    said = re.findall(r"^([A-Z_]+)=(.+)$", (BASE_DIR / ".env.example").read_text("utf-8"), re.MULTILINE)
    secret = {"SECRET_KEY": os.urandom(40).hex(), "DATABASE_URL": "postgres:///none"}
    check = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    ours = {
        name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"
    }  # of the browser tests
    told = subprocess.run(check, cwd=BASE_DIR, env=ours | dict(said) | secret, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
