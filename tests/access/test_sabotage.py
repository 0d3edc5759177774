"""Each guard taken away: the check that watches it must then find fault."""

import sys
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.forms import DateTimeField, modelform_factory

from accounts import admin_site, permissions
from accounts.models import User
from groups import facilitating
from groups.facilitating import closures
from groups.forms.basics import BasicsForm
from groups.forms.moderation import PhoneCheckForm
from groups.models import Closure, ManageLink, Report, secret
from groups.views import closing
from groups.views.managing import access as managing
from groups.views.managing import dates, team
from groups.views.moderation import access as moderating
from supportfinder import caching
from tests.access import test_access_matrix
from tests.access.matrix import TABLE
from tests.access.sitemap import every_url
from tests.access.test_access_matrix import check_cells
from tests.access.test_mass_assignment import check_takes_no_more, forms_of
from tests.access.test_tenants import check_foreign_listing, check_foreign_row, check_foreign_token
from tests.access.test_tokens import (
    check_kept_as_digest,
    check_looking_does_nothing,
    check_opens_nothing,
    check_second_tap,
    check_tells_nobody,
)

MEMBER, STAFF = "member_required.<locals>.guarded", "moderator_required.<locals>.guarded"
UNCACHED = "never_cache.<locals>._view_wrapper"
GUARDED_TWICE = {"account-delete", "session-company"}
"""Behind the one guard there is another: allauth's, which asks for a fresh sign-in and sends visitors the same way; and
where members offer each other nothing, that."""
WATCHING = ("anonymous", "member", "moderator_bare")
FAULT = (AssertionError, pytest.fail.Exception)


def yes(*_args):
    return True


def layers(view):
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def behind(guard, name):
    """The view of an address without `guard` (qualified name of its code) and all around it; None if it has none."""
    for view in layers(every_url()[name][1].callback):
        if getattr(getattr(view, "__code__", None), "co_qualname", "") == guard:
            return view.__wrapped__
    return None


def is_noticed(stage, name):
    """Whether one of those who may not would see something else than the table says."""
    for role in WATCHING:
        try:
            check_cells(stage, role, [name])
        except FAULT:
            return True
    return False


@pytest.mark.twin("attacks", "access matrix: every URL as every role")
@pytest.mark.parametrize(("guard", "least"), [(MEMBER, 25), (STAFF, 20)])
def test_every_view_without_its_guard_is_noticed(stage, monkeypatch, guard, least):
    bare = {name: behind(guard, name) for name in every_url()}
    guarded = [name for name, view in bare.items() if view is not None]
    assert len(guarded) >= least
    unnoticed = set()
    for name in guarded:
        with monkeypatch.context() as patch:
            patch.setattr(every_url()[name][1], "callback", bare[name])
            unnoticed |= set() if is_noticed(stage, name) else {name}
    assert unnoticed == (GUARDED_TWICE if guard == MEMBER else set())


@pytest.mark.twin("attacks", "access matrix: every URL as every role")
def test_address_without_a_row_is_noticed(monkeypatch):
    monkeypatch.delitem(TABLE, "moderation-queue")
    with pytest.raises(AssertionError):
        test_access_matrix.test_every_address_has_its_row_and_every_row_its_address()


@pytest.mark.twin("attacks", "access matrix: every URL as every role")
def test_everybody_a_moderator_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(permissions, "is_moderator", yes)
    with pytest.raises(AssertionError, match="moderation-queue"):
        check_cells(stage, "member", ["moderation-queue"])


@pytest.mark.twin("attacks", "access matrix: every URL as every role")
@pytest.mark.parametrize(
    ("module", "role", "name"),
    [
        (permissions, "moderator_bare", "moderation-queue"),
        (admin_site, "admin_bare", "admin:groups_listing_changelist"),
    ],
)
def test_missing_second_factor_is_noticed(stage, monkeypatch, module, role, name):
    monkeypatch.setattr(module, "has_second_factor", yes)
    with pytest.raises(AssertionError, match=name):
        check_cells(stage, role, [name])


@pytest.mark.twin("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
def test_everybody_leading_everything_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(managing, "leads", yes)
    with pytest.raises(AssertionError, match="manage"):
        check_foreign_listing(stage, "other", "manage")
    with pytest.raises(AssertionError, match="manage-edit"):
        check_cells(stage, "other", ["manage-edit"])


@pytest.mark.parametrize(
    ("module", "predicate", "name"),
    [(moderating, "reviews", "moderation-review"), (closing, "may_close", "close-place")],
)
def test_moderator_without_bounds_is_noticed(stage, monkeypatch, module, predicate, name):
    monkeypatch.setattr(module, predicate, yes)
    with pytest.raises(AssertionError, match=name):
        check_cells(stage, "moderator_far", [name])


@pytest.mark.twin("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
def test_row_of_any_listing_is_noticed(stage, monkeypatch):
    get = dates.get_object_or_404
    monkeypatch.setattr(dates, "get_object_or_404", lambda model, pk, **_scope: get(model, pk=pk))
    for name in ("manage-reopen", "manage-date", "manage-undo"):
        with pytest.raises(AssertionError, match=name.removeprefix("manage-")):
            check_foreign_row(stage, "owner", stage.a.listing.public_id, name)


@pytest.mark.twin("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
def test_token_that_opens_everything_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(secret.SecretQuerySet, "opened_by", lambda rows, _token: rows.all())
    with pytest.raises(AssertionError):
        check_foreign_token(stage, "member", "report-confirm", stage.a.tokens["manage"])


@pytest.mark.twin("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
def test_digest_that_opens_by_itself_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(secret.SecretQuerySet, "opened_by", lambda rows, token: rows.filter(digest=token))
    digest = Report.objects.exclude(digest="").values_list("digest", flat=True)[0]
    with pytest.raises(AssertionError):
        check_opens_nothing(stage, "member", "report-confirm", digest)


@pytest.mark.twin("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
def test_token_kept_as_it_is_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(facilitating.team, "digest_of", lambda token: token)
    with pytest.raises(AssertionError, match="groups_managelink"):
        check_kept_as_digest([facilitating.new_link(stage.a.listing, by=None)])


@pytest.mark.twin("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
def test_short_token_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(secret, "TOKEN_BYTES", 15)
    with pytest.raises(AssertionError):
        check_kept_as_digest([facilitating.new_link(stage.a.listing, by=None)])


def test_revoked_link_that_opens_is_noticed(stage, monkeypatch):
    opened = managing._by_link

    def forgiving(request, token):
        ManageLink.objects.opened_by(token).update(revoked_at=None)
        return opened(request, token)

    monkeypatch.setattr(managing, "_by_link", forgiving)
    with pytest.raises(AssertionError):
        check_foreign_token(stage, "member", "manage", stage.a.tokens["manage_revoked"])


def test_old_invitation_that_opens_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(team, "timezone", SimpleNamespace(now=lambda: datetime(2020, 1, 1, tzinfo=UTC)))
    with pytest.raises(AssertionError):
        check_foreign_token(stage, "member", "invitation", stage.a.tokens["invitation_old"])


@pytest.mark.twin("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
def test_look_that_counts_as_use_is_noticed(stage, monkeypatch, now):
    opened = managing._by_link

    def counting(request, token):
        ManageLink.objects.opened_by(token).update(last_used_on=now.date())
        return opened(request, token)

    monkeypatch.setattr(managing, "_by_link", counting)
    with pytest.raises(AssertionError):
        check_looking_does_nothing(stage, "anonymous", "manage")


@pytest.mark.twin("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
def test_second_tap_that_acts_is_noticed(stage, monkeypatch):
    def another(of, starts_on, ends_on, note, *, by):
        return Closure.objects.create(**of, starts_on=starts_on, ends_on=ends_on, note=note), True

    monkeypatch.setattr(closures, "_closure", another)
    with pytest.raises(AssertionError, match="manage-pause"):
        check_second_tap(stage, "anonymous", "manage-pause")


def test_page_that_is_kept_is_noticed(stage, monkeypatch):
    """Two guards, each enough: the view's own, and that nobody keeps what is not in the table."""
    monkeypatch.setattr(caching, "NOBODY", caching.EVERYBODY)
    monkeypatch.setattr(every_url()["manage"][1], "callback", behind(UNCACHED, "manage"))
    with pytest.raises((AssertionError, KeyError), match=r"manage|cache-control"):
        check_tells_nobody(stage, "anonymous", "manage")


def check_form(stage, role, name):
    check_takes_no_more(stage, role, name, *forms_of(stage, role)[name])


@pytest.mark.twin("attacks", "mass assignment on every form")
def test_profile_form_that_takes_more_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(
        sys.modules["accounts.views.home"], "NicknameForm", modelform_factory(User, fields=["nickname", "is_staff"])
    )
    with pytest.raises(AssertionError, match='"is_staff": true'):
        check_form(stage, "member", "account-home")


@pytest.mark.twin("attacks", "mass assignment on every form")
def test_review_form_that_takes_more_is_noticed(stage, monkeypatch):
    monkeypatch.setitem(PhoneCheckForm.base_fields, "phoned_at", DateTimeField(required=False))
    monkeypatch.setattr(PhoneCheckForm._meta, "fields", None)
    with pytest.raises(AssertionError, match="2020-02-02"):
        check_form(stage, "moderator", "moderation-phone")


@pytest.mark.twin("attacks", "mass assignment on every form")
def test_section_that_takes_more_is_noticed(stage, monkeypatch):
    content = BasicsForm.content
    monkeypatch.setattr(
        BasicsForm, "content", lambda form: content(form) | {"formality": form.data.get("formality", "")}
    )
    with pytest.raises(AssertionError, match=r"manage-edit basics draft: \["):
        check_form(stage, "owner", "manage-edit basics draft")
