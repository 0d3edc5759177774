"""Who may do what: every predicate of the site, and the decorators that views wear.

`listing` and `place` are whatever carries the attributes named here; this app knows nothing of their models.
"""

import math
import time
from functools import wraps
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Duty

MODERATORS = "Moderators"
"""Name of the role whose members review listings."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
EARTH_KM = 6371.0088


def is_admin(user):
    """Whether `user` may do everything."""
    return user.is_active and user.is_superuser


def is_moderator(user):
    """Whether `user` looks after listings of others; admins do too."""
    return is_admin(user) or (user.is_active and user.groups.filter(name=MODERATORS).exists())


def moderates_everywhere(user):
    """Whether no area limits what `user` moderates. Django's admin knows no areas, so it is open to them alone."""
    return is_admin(user) or not Duty.objects.filter(user=user).exclude(country="", radius_km=None).exists()


def may_review(user):
    """Whether `user` may open the review pages at all; which listings they cover, `reviews` says."""
    return is_moderator(user)


def leads(user, listing):
    """Whether `user` owns `listing` (`owner_id`) or is one of its `facilitators`."""
    if not user.is_authenticated:
        return False
    return listing.owner_id == user.pk or listing.facilitators.filter(user=user).exists()


def reviews(user, listing):
    """Whether `listing` (`lat`, `lon`, `place`) lies in the area that `user` moderates.

    A moderator without duty moderates everywhere, and every moderator what has no place. A deputy also moderates the
    area of somebody who is away.
    """
    return is_moderator(user) and _covers(user, listing.place, listing.lat, listing.lon)


def may_close(user, place):
    """Whether `user` may close a `place` (`country`, `lat`, `lon`) as a moderator: it lies in the area of theirs."""
    return is_moderator(user) and _covers(user, place, place.lat, place.lon)


def _covers(user, place, lat, lon):
    if place is None:
        return True
    today = timezone.localdate()
    duties = list(Duty.objects.filter(Q(user=user) | Q(deputy=user)).order_by("pk"))
    own = [duty for duty in duties if duty.user_id == user.pk]
    standing_in = [duty for duty in duties if duty.user_id != user.pk and duty.is_away(today)]
    return not own or any(_is_inside(duty, place.country, lat, lon) for duty in own + standing_in)


def _is_inside(duty, country, lat, lon):
    if duty.country and duty.country.upper() != country.upper():
        return False
    if duty.radius_km is None:
        return True
    return lat is not None and lon is not None and _km(duty.lat, duty.lon, lat, lon) <= duty.radius_km


def _km(lat, lon, other_lat, other_lon):
    """Great-circle distance between two points in degrees."""
    lat, lon, other_lat, other_lon = map(math.radians, (lat, lon, other_lat, other_lon))
    chord = math.sin((other_lat - lat) / 2) ** 2
    chord += math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1, chord)))


def has_second_factor(request):
    """Whether this very session was confirmed by a passkey, authenticator app or recovery code, and lately enough."""
    since = time.time() - settings.SECOND_FACTOR_HOURS * 3600
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record["at"] > since for record in records)


def second_factors(user):
    """The kinds of second factor that `user` has set up: passkeys, an authenticator app, both or none."""
    return set(Authenticator.objects.filter(user=user, type__in=FACTORS).values_list("type", flat=True))


def to_second_factor(target):
    """Send somebody to the page that explains the second factor; afterwards they go on to the path `target`."""
    return redirect(f"{reverse('second-factor')}?{urlencode({REDIRECT_FIELD_NAME: target})}")


def to_sign_in(request):
    """Send somebody to sign in; afterwards they go on to `way_on(request)`."""
    return redirect_to_login(way_on(request))


def way_on(request):
    """Where somebody goes on after they showed who they are: the page they asked for, or the one their form stood on.

    An address that only takes a form shows nothing by itself.
    """
    page = request.headers.get("Referer", "")
    if request.method in ("GET", "HEAD") or not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return request.get_full_path()
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl() or "/"


def member_required(view):
    """Only for people who are signed in; others are sent to sign in and come back."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded


def moderator_required(view):
    """Only for moderators with a second factor; for other members the page does not exist."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_review(request.user):
            raise Http404
        if not has_second_factor(request):
            return to_second_factor(way_on(request))
        return view(request, *args, **kwargs)

    return member_required(guarded)
