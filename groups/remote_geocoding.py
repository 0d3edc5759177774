"""An outside geocoder with manners: it remembers, and is called once a second by the whole site.

Its `geocode` raises a `GeopyError` whenever there is no proper answer, whatever the reason was.
"""

import json
import logging
import math
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from geopy.exc import GeocoderQueryError, GeocoderRateLimited, GeocoderServiceError, GeocoderUnavailable
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from groups.models.gazetteer import GeocoderAnswer, GeocoderTurn
from groups.place_names import name_key

REMEMBERED = timedelta(days=30)
BETWEEN_CALLS = timedelta(seconds=1)
PATIENCE = 0.7  # seconds in all, so that a page comes within one; geopy's own time-out starts anew with every packet
ANSWERS = 7

logger = logging.getLogger(__name__)
callers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="geocoder")


def named_in_settings():
    """The geocoder of settings.GEOCODER and GEOCODER_OPTIONS, wrapped; `GeopyError` if it cannot be made."""
    return PoliteGeocoder(_made(settings.GEOCODER, json.dumps(settings.GEOCODER_OPTIONS, sort_keys=True)))


@lru_cache(maxsize=4)
def _made(name, options):
    try:
        return get_geocoder_for_service(name)(**{"timeout": PATIENCE, **json.loads(options)})
    except TypeError as error:  # an option that this geocoder does not have
        raise GeocoderServiceError("GEOCODER_OPTIONS do not fit the geocoder") from error


class PoliteGeocoder(Geocoder):
    """Wraps a geopy geocoder. Questions are stored only as a keyed hash, and never logged."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def geocode(self, query, *, exactly_one=True, timeout=DEFAULT_SENTINEL):
        """A `Location` or a list of them, or None where nothing was found."""
        try:
            places = remembered(query)
            if places is None:
                take_turn()
                places = self.ask(query)
                remember(query, places)
        except (InterfaceError, OperationalError) as error:  # pages are read from a replica, which remembers nothing
            raise GeocoderUnavailable("nothing can be remembered, nor turns be taken") from error
        locations = [Location(label, (lat, lon), {}) for label, lat, lon in places]
        return (locations[0] if exactly_one else locations) if locations else None

    def ask(self, query):
        """`[label, lat, lon]` of each answer within `PATIENCE`; anything improper is a `GeopyError`."""
        call = callers.submit(self.inner.geocode, query, exactly_one=False)
        try:
            return [checked(location) for location in (call.result(PATIENCE) or ())[:ANSWERS]]
        except GeocoderQueryError:
            return []
        except Exception as error:  # adapters raise what they like on an answer they did not expect
            call.cancel()
            logger.warning("The geocoder did not answer properly: %s", type(error).__name__)
            raise GeocoderServiceError("no proper answer") from None


def checked(location):
    label, lat, lon = str(location.address), float(location.latitude), float(location.longitude)
    if not (label and math.isfinite(lat) and abs(lat) <= 90 and math.isfinite(lon) and abs(lon) <= 180):
        raise ValueError("not a place on Earth")
    return [label[:200], lat, lon]


# Memory


def hash_of(query):
    """Names nobody can read back without SECRET_KEY, the same for the same words."""
    service = f"{settings.GEOCODER} {name_key(query)}"
    return salted_hmac("groups.remote_geocoding", service, algorithm="sha256").hexdigest()


def remembered(query):
    """Places of an answer not older than 30 days; None where there is none."""
    since = timezone.now() - REMEMBERED
    answers = GeocoderAnswer.objects.filter(question_hash=hash_of(query), asked_at__gt=since)
    return answers.values_list("answers", flat=True).first()


def remember(query, places):
    now = timezone.now()
    GeocoderAnswer.objects.filter(asked_at__lte=now - REMEMBERED).delete()
    GeocoderAnswer.objects.update_or_create(question_hash=hash_of(query), defaults={"answers": places, "asked_at": now})


# Manners


def take_turn():
    """Take the site's one call of this second, or raise `GeocoderRateLimited` at once: nobody waits in line."""
    now = timezone.now()
    GeocoderTurn.objects.bulk_create([GeocoderTurn(taken_at=now - BETWEEN_CALLS)], ignore_conflicts=True)
    with transaction.atomic():
        turns = GeocoderTurn.objects.select_for_update(skip_locked=True)
        turn = turns.filter(taken_at__lte=now - BETWEEN_CALLS).first()
        if turn is None:
            raise GeocoderRateLimited("one call a second")
        turn.taken_at = now
        turn.save()
