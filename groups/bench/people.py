"""What facilitators and moderators wait for: their pages, the admin's lists, and the nightly freshness run."""

import resource
import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from groups import freshness
from groups.bench.measuring import page, timed
from groups.choices import Cause
from groups.models import Review

ADMIN_LISTS = ("listing", "report", "review", "revision", "place", "schedule", "organization")


def measure(size):
    """Time the pages of people over a filled directory; yields one `Run` after the other."""
    moderator = signed_in(admin())
    yield page(size, "moderation queue", "/moderation/", moderator)
    yield page(size, "moderation queue, one country", "/moderation/?country=GB", moderator)
    yield page(size, "moderation queue, changes", f"/moderation/?cause={Cause.CHANGE}", moderator)
    yield page(size, "moderation, a change with its diff", path_of(Cause.CHANGE), moderator)
    yield page(size, "moderation, a new listing", path_of(Cause.NEW), moderator)
    yield page(size, "moderation, reports of a listing", path_of(Cause.REPORT), moderator)
    yield page(size, "my listings", "/mine/", signed_in(User.objects.get(email="person-1@example.org")))
    for name in ADMIN_LISTS:
        yield page(size, f"admin, {name}s", f"/admin/groups/{name}/", moderator)
    yield page(size, "admin, people", "/admin/accounts/user/", moderator)
    yield nightly(size)


def path_of(cause):
    """The review page of the first listing that waits for `cause`."""
    entry = Review.objects.open().filter(cause=cause).select_related("listing").most_harmful_first()[0]
    return f"/moderation/{entry.listing.public_id}/"


def admin():
    """An admin of the made-up directory."""
    known = User.objects.filter(email="bench-admin@example.org").first()
    return known or User.objects.create_superuser("bench-admin@example.org")


def signed_in(user):
    """A browser in which `user` signed in with a second factor a moment ago."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)  # allauth trusts the records of this person only
    session.save()
    return client


def nightly(size):
    """Time the freshness run over everything, once, and take it back; the name says the most memory it needed."""

    def once():
        with transaction.atomic():
            freshness.run(timezone.now())
            transaction.set_rollback(True)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = timed(size, "freshness run, everything", once, repeats=1)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    run.query = f"freshness run, +{grown} MB at most"
    return run
