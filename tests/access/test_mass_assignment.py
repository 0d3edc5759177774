"""No form takes more than it asks: whatever else is sent along leaves every row of the database as it would be."""

import pytest
from django.core.cache import cache

from tests.access.database import everything, undone
from tests.access.matrix import TABLE
from tests.access.posts import SENDERS

ATTACKER = "member@example.org"
MOMENT, DAY = "2020-02-02T02:02:02Z", "2020-02-02"


def _each(value, names):
    return dict.fromkeys(names.split(), value)


FORBIDDEN = {
    **_each(
        "on", "is_staff is_superuser is_active searchable is_stale is_unsure is_checked_now answered_by_mail via_link"
    ),
    **_each("on", "verified primary was_checked"),
    **_each(
        MOMENT, "confirmed_at verified_at email_verified_at accepted_at settled_at decided_at created_at updated_at"
    ),
    **_each(MOMENT, "answered_at revoked_at phoned_at closed_at expires_at date_joined last_login"),
    **_each(DAY, "closed_on last_used_on joined_on"),
    **_each("chosen", "public_id digest token source_ref document private"),
    **_each(
        "", "groups user_permissions members facilitators owner owner_id user user_id by by_id confirmed_by decided_by"
    ),
    **_each("", "created_by accepted_by verified_by settled_by answered_by revoked_by phoned_by asked_by closed_by"),
    **_each("", "source source_id listing listing_id place place_id merged_into id pk"),
    **_each(MOMENT, "consented_at queued_at offered_until told_starts_at told_ends_at over_at ended_at"),
    "state": "coming",
    "status": "published",
    "decision": "approved",
    "precision": "exact",
    "cell_km": "0",
    "formality": "formal",
    "lat": "51.5",
    "lon": "-0.1",
    "private_lat": "51.5",
    "before": "{}",
    "harm": "0",
    "cause": "new",
}
"""What no form asks, under the names a browser could send it by; an empty one becomes the number of the attacker."""
ASKED = {"place-lat", "place-lon"}
PLACES = ("manage-edit place public", "manage-edit place draft")


def check_takes_no_more(stage, role, name, path, data):
    """`role` sends a sound form; the same with much more in it leaves the very same rows."""
    before = everything()
    plain = rows_after(stage, role, path, data)
    assert plain != before, f"{name} did nothing"
    more = {key: value for key, value in extras(stage, data).items() if key not in asked(name)}
    with_more = rows_after(stage, role, path, more | data)
    assert with_more == plain, f"{name}: {sorted(with_more ^ plain)}"


def rows_after(stage, role, path, data):
    """Every row after the form was sent; all of it undone again."""
    cache.clear()
    with undone():
        answer = stage.client(role).post(path, data)
        assert answer.status_code < 400, (path, answer.status_code)
        return everything()


def extras(stage, data):
    """What is forbidden, bare and under each prefix that the form has."""
    prefixes = {"", *(name.rpartition("-")[0] + "-" for name in data if "-" in name)}
    attacker = str(stage.people["member"].pk)
    return {f"{prefix}{name}": value or attacker for prefix in prefixes for name, value in FORBIDDEN.items()}


def asked(name):
    """Names that a form does ask for: a pin on the map."""
    return {"lat", "lon"} if name in PLACES else ASKED


def forms_of(stage, role):
    return {name: sent for forms in SENDERS[role] for name, sent in forms(stage).items()}


@pytest.mark.proof("attacks", "mass assignment on every form")
@pytest.mark.parametrize("role", SENDERS)
def test_form_takes_no_more_than_it_asks(stage, role):
    for name, (path, data) in forms_of(stage, role).items():
        check_takes_no_more(stage, role, name, path, data)


WRITES_NOTHING = {
    "post-dates": "shows the dates of a rule",
    "account-export": "a file of what is kept",
    "reauthenticate-by-code": "keeps a code in the session",
    "forget": "takes away what a browser keeps",
    "search": "shows what is found",
    "api:search": "tells what is found",
    "api:search-dates": "tells dates",
    "short-list": "a sheet that is kept nowhere",
    "circle": "shows a circle that is kept nowhere",
    "circle-dates": "shows dates",
    "circle-calendar": "a file of dates",
    "helped": "leads to the page of a code",
    "listing-together": "makes a card that is kept nowhere",
}
OURS = {name for name in TABLE if not name.startswith(("account_", "mfa_", "usersessions_", "admin:"))}


@pytest.mark.proof("attacks", "mass assignment on every form")
def test_every_form_of_ours_is_sent(stage):
    """Whatever answers a POST with more than a refusal is among the forms, or named here with the reason."""
    sent = {name.split()[0] for role in SENDERS for name in forms_of(stage, role)}
    takes = {name for name in OURS if set(TABLE[name][1]) & set("PR")}
    assert takes - sent <= set(WRITES_NOTHING)
    assert sent - {"account_signup", "account_set_password"} <= OURS
