"""Payloads typed into every form and every parameter: shown back, stored or refused, they stay text."""

import pytest
from django import forms
from django.core.cache import cache
from django.db import transaction
from django.template import base as template_base

from groups.filters import ListingFilter
from groups.forms import asking, booking, posting, reporting, together  # noqa: F401 - so that their classes are known
from tests.access.cells import path_of
from tests.access.matrix import TABLE
from tests.access.posts import SENDERS
from tests.proofs import rounds
from tests.proofs.attacks.markup import scheme
from tests.proofs.attacks.payloads import LINKS, WHOLE
from tests.proofs.attacks.test_xss_stored import faults_in

TYPED = "XSS typed into every form and parameter"
SCRIPTS = "javascript: and data: links refused by every field for addresses"
AFTERWARDS = {
    "owner": (("owner", "manage"), ("owner", "manage-preview"), ("moderator", "moderation-review")),
    "anonymous": (("moderator", "moderation-queue"), ("moderator", "moderation-stories"), ("owner", "manage-evening")),
    "member": (("member", "mine"), ("member", "mine-saved"), ("moderator", "moderation-review")),
    "moderator": (("owner", "manage"), ("anonymous", "listing-detail"), ("moderator", "moderation-history")),
    "admin": (("admin", "sources"), ("admin", "source")),
}
"""Who reads what, after who typed: pages that show what was sent just now."""
KEPT = {"is_sure", "agrees", "do", "row", "stamp", "answer", "verdict", "date", "slot", "original_on", "chosen", "act"}
PARAMETERS = (
    *("q", "near", "lat", "lon", "radius", "units", "sort", "page", "age", "when", "for", "topic", "kind", "language"),
    *(
        "pairs_with",
        "ids",
        "listing",
        "date",
        "callback",
        "title",
        "colour",
        "heading",
        "month",
        "next",
        "key",
        "which",
    ),
    *("bbox", "zoom", "country", "place", "cursor", "code", "query", "from", "name", "table", "lang"),
)
SEARCHES = ("search", "embed", "embed-make", "compare", "short-list", "start-one", "insights-areas", "booklet", "feeds")


def typed(data, payload, fields):
    """The form `data` with `payload` in those of its `fields` that are texts."""
    return data | dict.fromkeys(fields, payload)


def texts(data):
    """Names of the fields in which somebody can type what they like."""
    return [name for name, value in data.items() if isinstance(value, str) and name.rpartition("-")[2] not in KEPT]


def faults_of_form(stage, role, path, data):
    """What payloads became, on the page that a form answers with and on those read after it."""
    found = []
    one_by_one = texts(data)[: rounds(1, 100)]
    tries = [typed(data, WHOLE, texts(data)), *(typed(data, WHOLE, [name]) for name in one_by_one)]
    for sent in tries:
        cache.clear()
        with transaction.atomic():
            answer = stage.client(role).post(path, sent)
            found += faults_in(answer) if answer.status_code == 200 else []
            found += [str(answer.status_code)] if answer.status_code >= 500 else []
            if answer.status_code == 302:
                found += faults_afterwards(stage, role)
            transaction.set_rollback(True)
    return found


def faults_afterwards(stage, role):
    return [
        fault
        for reader, name in AFTERWARDS[role]
        for fault in faults_in(stage.client(reader).get(path_of(name, stage.a)))
    ]


@pytest.mark.proof("attacks", TYPED)
@pytest.mark.parametrize("role", SENDERS)
def test_what_is_typed_into_a_form_is_text(stage, role):
    forms_sent = {name: sent for sending in SENDERS[role] for name, sent in sending(stage).items()}
    found = {name: faults_of_form(stage, role, path, data) for name, (path, data) in forms_sent.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.twin("attacks", TYPED)
def test_form_that_escapes_nothing_is_found(stage, monkeypatch):
    monkeypatch.setattr(template_base, "conditional_escape", str)
    path, data = SENDERS["anonymous"][0](stage)["listing-report"]
    assert "<xss-a>" in faults_of_form(stage, "anonymous", path, {**data, "email": "not an address"})


@pytest.mark.proof("attacks", TYPED)
def test_what_an_address_asks_is_text(stage):
    names = {*PARAMETERS, *ListingFilter.base_filters}
    asked = dict.fromkeys(names, WHOLE)
    pages = [name for name, (get, _post) in TABLE.items() if get[0] == "P" and not name.startswith("admin:")]
    found = {name: faults_in(stage.client("anonymous").get(path_of(name, stage.a), asked)) for name in pages}
    assert {name: faults for name, faults in found.items() if faults} == {}
    for page in SEARCHES[: rounds(1, 100)]:
        for name in names:
            assert faults_in(stage.client("anonymous").get(path_of(page, stage.a), {name: WHOLE})) == [], (page, name)


def url_fields():
    """Every field for an address of any form of ours, by the name of its form."""
    classes, todo = set(), [forms.BaseForm]
    while todo:
        todo += (subclasses := todo.pop().__subclasses__())
        classes |= set(subclasses)
    ours = [one for one in classes if one.__module__.startswith(("groups", "accounts"))]
    return {
        (form.__name__, name): field
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.URLField)
    }


def taken(field, address):
    """What a field makes of an address, or None where it refuses."""
    try:
        return field.clean(address)
    except forms.ValidationError:
        return None


@pytest.mark.proof("attacks", SCRIPTS)
def test_no_field_takes_a_link_that_is_a_script():
    fields = url_fields()
    assert len(fields) >= 3
    for place, field in fields.items():
        for address in LINKS:
            said = taken(field, address)
            assert said is None or scheme(said) in ("http", "https"), (place, address)


@pytest.mark.twin("attacks", SCRIPTS)
def test_field_that_takes_any_text_would_be_found():
    assert scheme(taken(forms.CharField(), LINKS[1])) == "javascript"
    assert scheme(taken(forms.CharField(strip=False), LINKS[2])) == "javascript"
