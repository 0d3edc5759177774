"""The journal of what was erased: a file of its own, outside the database and its backups, read after a restore.

A line is a day, a key's name, a kind of row, and a mark: `2026-03-03 1f0c9a3e accounts.user 5be1…`. The mark is a keyed
digest of the row's number and the moment at which it was made, so nobody who finds the file learns who it was, and
nobody who comes later is taken for them. A mark is written to the database first, in the transaction of the erasure,
and goes to the file after it. While the file cannot be written, erasures happen all the same and their marks wait.
"""

import errno
import fcntl
import logging
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Erasure

SALT = "accounts.erasures"
ALWAYS = Q()
logger = logging.getLogger(__name__)
_kinds = {}


@dataclass(frozen=True, slots=True)
class Kind:
    """How rows of one model are told apart, by the field `moment`, and erased, `erase(row)`, where `still` holds."""

    moment: str
    erase: object
    still: Q


@dataclass(slots=True)
class Replay:
    """How many rows had come back and were erased again; how many lines nobody can read, for want of their key."""

    erased: int = 0
    unreadable: int = 0


def register(model, *, moment, erase, still=ALWAYS):
    """Have erased rows of `model` ("app.Model") erased again after a restore, by `erase(row)`.

    `moment` is a field that says when the row was made, and never changes. Where a row stays when what it stood for is
    erased, `still` is the condition (a `Q`) by which it had come back.
    """
    _kinds[model.lower()] = Kind(moment, erase, still)


def note(rows):
    """Note that `rows` (a queryset or a list of one registered model) are erased in the transaction at hand."""
    today = timezone.now().date()
    marks = [Erasure(kind=row._meta.label_lower, mark=_mark(row, _secrets()[0]), erased_on=today) for row in rows]
    if marks:
        Erasure.objects.bulk_create(marks, batch_size=1000)
        transaction.on_commit(write, robust=True)


def write():
    """Move what waits into the journal; answers whether nothing waits any more.

    A line is on the disk before its row goes. After a crash in between it is written twice, which changes nothing.
    """
    try:
        with transaction.atomic():
            waiting = list(Erasure.objects.select_for_update(skip_locked=True).order_by("pk"))
            if waiting:
                _append("".join(_line(erasure) for erasure in waiting))
                Erasure.objects.filter(pk__in=[erasure.pk for erasure in waiting]).delete()
    except OSError as error:
        logger.error("The journal of erasures cannot be written: %s. They wait in the database.", error.strerror)
        return False
    return True


def replay():
    """Erase again whatever a restore brought back of what the journal holds; answers a `Replay`. Safe to repeat."""
    told = Replay()
    known = {_name_of(secret): secret for secret in _secrets()}
    journal = defaultdict(set)
    for _day, name, kind, mark in _lines():
        if name in known:
            journal[kind, known[name]].add(mark)
        else:
            told.unreadable += 1
    for (kind, secret), marks in sorted(journal.items()):
        if kind in _kinds:
            told.erased += _erase_again(kind, secret, marks)
    return told


def _erase_again(kind, secret, marks):
    model, known = apps.get_model(kind), _kinds[kind]
    rows = model._base_manager.filter(known.still).only("pk", known.moment).order_by("pk").iterator(chunk_size=2000)
    found = [row.pk for row in rows if _mark(row, secret) in marks]
    for row in model._base_manager.filter(pk__in=found).order_by("pk"):
        with transaction.atomic():
            known.erase(row)
    return len(found)


def _mark(row, secret):
    made = getattr(row, _kinds[row._meta.label_lower].moment)
    told = f"{row._meta.label_lower} {row.pk} {made.isoformat()}"
    return salted_hmac(SALT, told, secret=secret, algorithm="sha256").hexdigest()


def _secrets():
    """The keys of marks: the one that new ones are made with, then earlier ones."""
    return [settings.ERASURES_KEY or settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _name_of(secret):
    return salted_hmac(SALT, "the name of this key", secret=secret, algorithm="sha256").hexdigest()[:8]


def _line(erasure):
    return f"{erasure.erased_on:%Y-%m-%d} {_name_of(_secrets()[0])} {erasure.kind} {erasure.mark}\n"


def _append(text):
    """Have lines at the end of the journal, and on the disk; several processes one after the other."""
    path = Path(settings.ERASURES_FILE)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "rb+", buffering=0) as journal:
        fcntl.flock(journal, fcntl.LOCK_EX)
        if _ends_within_a_line(journal):  # a disk was full, or a power cut came
            text = f"\n{text}"
        if journal.write(text.encode()) < len(text):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(journal.fileno())


def _ends_within_a_line(journal):
    size = journal.seek(0, os.SEEK_END)
    return size > 0 and os.pread(journal.fileno(), 1, size - 1) != b"\n"


def _lines():
    """The whole lines of the journal, as four words each; one cut short was written again."""
    path = Path(settings.ERASURES_FILE)
    if not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as journal:
        for line in journal:
            words = line.split()
            if len(words) == 4 and len(words[3]) == 64:
                yield words
