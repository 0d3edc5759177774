"""One bad input, how it is sent, and what must not come of it."""

import json
import re
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from urllib.parse import quote, quote_from_bytes

from django.db import connection, transaction
from django.http import QueryDict

from tests.access.database import everything
from tests.proofs.bad_input.values import as_bytes

FORM = "application/x-www-form-urlencoded"
WRITING = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+"?(\w+)', re.IGNORECASE)
KEPT_ANYWAY = {"django_session", "usersessions_usersession", "cache"}
"""Tables that a request may write to whatever it asks."""
WHEN_SENT = {"groups_managelink"}
"""And whatever is sent: when a secret link was used last."""
REFUSED = (400, 403, 404, 405, 411, 413, 415, 422, 429)


@dataclass(frozen=True)
class Try:
    """One request: who sends it, how, where to, and the sound part and the bad part of what goes along.

    `sound`: values by field; `bad`: names of `values.VALUES` by field, put in place of the sound ones.
    """

    role: str
    method: str
    path: str
    bad: dict = field(default_factory=dict)
    sound: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)

    def line(self):
        """The whole of it, for `BAD_INPUT='…' pytest tests/proofs/bad_input/test_again.py`."""
        return json.dumps(asdict(self), ensure_ascii=True, default=str)

    def encoded(self):
        """The sound and the bad values as a query or the body of a form."""
        pairs = [(name, str(one).encode()) for name, many in self.sound.items() for one in listed(many)]
        pairs = [pair for pair in pairs if pair[0] not in self.bad]
        pairs += [(name, as_bytes(value)) for name, value in self.bad.items()]
        return "&".join(f"{quote(name, errors='replace')}={quote_from_bytes(value)}" for name, value in pairs)


def listed(value):
    return value if isinstance(value, list | tuple) else [value]


def sent(browser, each):
    """The answer to one try."""
    if each.method == "get":
        return browser.get(each.path, query_params=None, QUERY_STRING=each.encoded(), headers=each.headers)
    return browser.post(each.path, each.encoded().encode(), content_type=FORM, headers=each.headers)


class Harm:
    """What went wrong: the lines of all tries that did harm, and how many bad values were sent in all."""

    def __init__(self):
        self.count, self.lines = 0, []

    def add(self, what, each):
        self.lines.append(f"{what}: {each.line() if hasattr(each, 'line') else each}")


def throw(stage, tries, send=sent):
    """Send all `tries` from one browser for each role, and see what they do. Each is undone before the next."""
    harm, browsers = Harm(), {}
    for each in tries:
        browser = browsers.setdefault(each.role, stage.client(each.role))
        harm.count += max(1, len(each.bad))
        answer, written = watched(lambda browser=browser, each=each: send(browser, each))
        browsers.pop(each.role) if answer.cookies else None
        if answer.status_code >= 500:
            harm.add(answer.status_code, each)
        elif (
            written - (WHEN_SENT if each.method == "post" else set())
            and is_refused(answer, each)
            and changes(lambda each=each: send(stage.client(each.role), each))
        ):
            harm.add(f"{answer.status_code}, but wrote to {written}", each)
    return harm


def is_refused(answer, each):
    """Whether the site has said no: then nothing may have changed. Looking never changes anything."""
    return each.method == "get" or answer.status_code in REFUSED or b'class="wrong"' in body_of(answer)


def body_of(answer):
    return b"" if answer.streaming else answer.content


def watched(ask):
    """The answer, and the tables that were written to on the way; whatever was written is undone."""
    written = set()

    def looking(execute, sql, params, many, context):
        match = WRITING.match(sql if isinstance(sql, str) else "")
        if match and match[1] not in KEPT_ANYWAY:
            written.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(looking), transaction.atomic():
        answer = ask()
        b"".join(answer.streaming_content) if answer.streaming else None
        transaction.set_rollback(True)
    return answer, written


def changes(ask):
    """Whether rows differ afterwards, but for those of sessions."""
    with transaction.atomic():
        before = everything()
        ask()
        changed = {table for table, _row in before ^ everything()}
        transaction.set_rollback(True)
    return changed - KEPT_ANYWAY - WHEN_SENT


@contextmanager
def asked_for():
    """The set of names that are looked up in queries and forms during the block: what a page reads, in whatever way."""
    names = set()

    def noting(original):
        def method(self, key, *rest):
            if isinstance(key, str) and isinstance(self, QueryDict):
                names.add(key)
            return original(self, key, *rest)

        return method

    originals = {name: getattr(QueryDict, name) for name in ("get", "getlist", "__getitem__", "__contains__")}
    with ExitStack() as stack:
        for name, original in originals.items():
            setattr(QueryDict, name, noting(original))
            stack.callback(restore, name, original)
        yield names
    names.discard("csrfmiddlewaretoken")


def restore(name, original):
    """Take the inherited method back, or the class's own one."""
    is_own = original.__qualname__.startswith("QueryDict.")
    setattr(QueryDict, name, original) if is_own else delattr(QueryDict, name)
