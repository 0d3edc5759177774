"""What people do on a busy day, in the shares that `mixed` keeps to: they search, read, follow calendars, write."""

from itertools import count, cycle, islice
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone

from groups.bench import people, visits
from groups.choices import Fault

SHARES = {"search": 55, "listing": 25, "calendar": 8, "signed in": 7, "write": 5}
"""In a hundred requests."""
PEOPLE = 20_000
SIGNED_IN = 50
"""So many of the people are signed in at the time."""
MARK = "Said by the crowd of make bench"
FORM_SECRET = "a" * 32
"""Of the protection against forged forms: a cookie and a field that have to be the same."""
SEARCHES = 4000  # different ones; then they come again


def sign_up():
    """Let there be `PEOPLE` people; those who were there already stay."""
    users = get_user_model().objects
    known = users.filter(email__startswith="crowd-").count()
    nobody_knows = make_password(None)
    made = [users.model(email=f"crowd-{n}@example.org", password=nobody_knows) for n in range(known, PEOPLE)]
    users.bulk_create(made, batch_size=2000)


def mixed(many):
    """`many` requests as `load` takes them; every hundred of them hold each kind in its share, well mixed."""
    coming = {"search": _searches(), "listing": _listings(), "calendar": _calendars()}
    coming |= {"signed in": _signed_in(), "write": _writes()}
    return [dict(kind=kind, **next(coming[kind])) for kind in islice(cycle(_order()), many)]


def _order():
    """A hundred kinds, each spread evenly over the hundred."""
    places = ((place / share, kind) for kind, share in SHARES.items() for place in range(share))
    return [kind for _place, kind in sorted(places)]


def _searches():
    return cycle([{"path": f"{reverse('search')}?{question}"} for question in visits.searches(SEARCHES)])


def _listings():
    return cycle([{"path": path} for path in visits.listings(SEARCHES)])


def _calendars():
    return cycle([{"path": f"{path.rstrip('/')}.ics"} for path in visits.listings(SEARCHES)])


def _signed_in():
    """Pages of one's own, each time of the next person."""
    users = get_user_model().objects.filter(email__startswith="crowd-").order_by("pk")[:SIGNED_IN]
    sessions = [people.signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value for user in users]
    pages = [reverse("mine"), reverse("account-home"), reverse("mine-saved")]
    for session, page in zip(cycle(sessions), cycle(pages), strict=False):
        yield {"path": page, "headers": {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}}


def _writes():
    """Somebody else each time says what is wrong with a listing; `written` counts what was kept."""
    listings = cycle(visits.listings(SEARCHES))
    run = timezone.now().isoformat()
    for number in count():
        said = {"fault": Fault.WRONG_TIME, "text": f"{MARK} {run} {number}", "csrfmiddlewaretoken": FORM_SECRET}
        yield {
            "path": f"{next(listings)}report/",
            "headers": {
                "Cookie": f"{settings.CSRF_COOKIE_NAME}={FORM_SECRET}",
                "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            },
            "body": urlencode(said),
        }
