"""Searches that people keep: what is kept of one, and once a week a mail of what is new to it.

A listing is new when it became public: made by an import, or approved for the first time. What merely changed is not.
"""

import logging
from bisect import bisect_right
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate

from django.db import transaction
from django.db.models import Min, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.models import User
from groups import emails
from groups.choices import Stop
from groups.filters import ListingFilter
from groups.found import found_locality
from groups.models import Listing, NewsLink, Review, SavedSearch

logger = logging.getLogger(__name__)

PAUSE = timedelta(days=6, hours=12)
"""Between two mails to one person: a week, less what a run may be early."""
SETTLED = timedelta(hours=1)
"""So long after it was written a row counts as seen by everybody: a longer import still under way is not skipped."""
LINKS_OPEN = timedelta(days=366)
MOST_COUNTED = 100
NAMED = 10
NOT_KEPT = ("page", "lat", "lon", "near", "for")


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """A search as it is kept: `query` without its “?”, `label` in words, `is_moved`: a position became its town."""

    query: str
    label: str
    is_moved: bool


def kept(search):
    """What is kept of a `ListingFilter`: no page, and of a position only the name of the nearest town."""
    params, place, is_moved = search.params(), "", False
    for name in NOT_KEPT:
        params.pop(name, None)
    if search.origin:
        is_moved = is_position(search)
        place = name_of_town(search) if is_moved else search.origin.label
    if place:
        params["near"] = place
    return KeptSearch(params.urlencode(), in_words(search, place), is_moved)


def is_position(search):
    """Whether the search is around a spot, measured, typed or an address found outside, and not around a place by its
    name."""
    return search.resolution is None or search.resolution.best.is_position


def name_of_town(search):
    """The name of the town next to where is searched around, as a search understands it; "" without a gazetteer."""
    return found_locality(search.town).label if search.town else ""


def in_words(search, place):
    """“Grief · Free · near Hackney, England”, in at most as many letters as are kept."""
    words = [words for _name, words in search.chosen_in_words()]
    if place:
        words.append(_("near %(place)s") % {"place": place})
    longest = SavedSearch._meta.get_field("label").max_length
    whole = " · ".join(words) or str(_("All support"))
    return whole if len(whole) <= longest else f"{whole[: longest - 1]}…"


def label_of(query, now):
    """What the search that `query` stands for is called, as a lazy text: whoever kept it may have read another language
    then than their mail is written in."""
    return lazy(lambda: kept(read(query, now)).label, str)()


def read(query, now, country_bias=()):
    """The search that `query` stands for, as it stands behind the question mark of an address.

    A kept place is one of our own; nobody outside learns week after week what people keep.
    """
    return ListingFilter(QueryDict(query), now=now, country_bias=country_bias, asks_outside=False)


@dataclass(frozen=True)
class Newcomers:
    """Listings that became public in a span, as rows by moment: `approved` have their id; `made` the lowest id of those
    made from then on, which are all up to `last`, because ids rise with time.

    `later` are those that were made in the span and approved after it: they belong to the next one.
    """

    approved: list[tuple]
    made: list[tuple]
    last: int
    later: list[int]

    @classmethod
    def between(cls, start, end):
        """Two questions; `start` and `end` are aware moments."""
        reviews = Review.objects.first_approvals().filter(closed_at__gt=start).order_by("closed_at", "pk")
        decided = list(reviews.values_list("closed_at", "listing"))
        made = Listing.objects.filter(searchable=True, created_at__gt=start, created_at__lte=end)
        rows = sorted(made.order_by().values_list("created_at", "pk"))
        lowest = reversed(list(accumulate((pk for _moment, pk in reversed(rows)), min)))
        return cls(
            approved=[(moment, pk) for moment, pk in decided if moment <= end],
            made=list(zip((moment for moment, _pk in rows), lowest, strict=True)),
            last=max((pk for _moment, pk in rows), default=0),
            later=[pk for moment, pk in decided if moment > end],
        )

    def since(self, moment):
        """The condition on listings of being one of those after `moment`; None where there are none."""
        approved = [pk for _moment, pk in self.approved[_first_after(self.approved, moment) :]]
        first = _first_after(self.made, moment)
        if first == len(self.made) and not approved:
            return None
        fits = Q(pk__in=approved)
        if first < len(self.made):
            fits |= Q(pk__gte=self.made[first][1], pk__lte=self.last)
        return fits & ~Q(pk__in=self.later) if self.later else fits


def _first_after(rows, moment):
    return bisect_right(rows, moment, key=lambda row: row[0])


def send_news(now=None):
    """Write the mails that are due at the aware moment `now`, one for each person at most; answers how many.

    Safe to run at any time, also twice at once: nobody gets two within a week, and nothing is told twice. Where it
    fails for one person, the others get theirs, and that one with the next run.
    """
    now = now or timezone.now()
    until = now - SETTLED
    NewsLink.objects.filter(created_at__lt=now - LINKS_OPEN).delete()
    waiting = due(now)
    earliest = waiting.aggregate(earliest=Min("looked_at"))["earliest"]
    if earliest is None:
        return 0
    newcomers = Newcomers.between(earliest, until)
    people = waiting.order_by("user").values_list("user", flat=True).distinct()
    return sum(sent_to(pk, newcomers, now) for pk in list(people))


def due(now):
    """Saved searches whose people want to hear of them, and have not within a week."""
    lately = SavedSearch.objects.filter(mailed_at__gt=now - PAUSE).values("user")
    wanted = SavedSearch.objects.filter(wants_mail=True, user__is_active=True, looked_at__lt=now - SETTLED)
    return wanted.exclude(user__in=lately)


def sent_to(user_pk, newcomers, now):
    """Whether one person was told something; a failure is said in the log, and nothing of them."""
    try:
        searches = list(due(now).filter(user=user_pk).order_by("-created_at", "-pk"))
        finds = {search.pk: new_to(search, newcomers, now) for search in searches}
        return tell(user_pk, finds, now)
    except Exception as failure:  # whatever it is: the others must not go without theirs
        logger.error("The weekly mail to one person failed: %s", type(failure).__name__)
        return False


@transaction.atomic
def tell(user_pk, finds, now):
    """Tell one person what is new to those of their searches that are still due, held only now that all is found.

    `finds` is what `new_to` answers, by the id of the search. Answers whether anything was to be told.
    """
    user = User.objects.select_for_update(no_key=True).filter(pk=user_pk).first()
    if user is None:
        return False
    waiting = due(now).filter(user=user, pk__in=finds).order_by("-created_at", "-pk")
    found = [(search, finds[search.pk]) for search in waiting]
    mine = SavedSearch.objects.filter(user=user)
    mine.filter(pk__in=[search.pk for search, _new in found]).update(looked_at=now - SETTLED)
    found = [(search, new) for search, new in found if new]
    if not found:
        return False
    mine.filter(pk__in=[search.pk for search, _new in found]).update(mailed_at=now)
    write(user, found, now)
    return True


def new_to(search, newcomers, now):
    """What became public since a `SavedSearch` was last looked at and fits it, as {id: name}; 101 at most.

    `when` is left out: a group that does not meet today is news all the same.
    """
    is_new = newcomers.since(search.looked_at)
    if is_new is None:
        return {}
    found = {}
    for part in read(search.query, now).parts("when"):
        rows = part.filter(is_new).order_by("name", "pk").values_list("pk", "name")
        found.update(rows[: MOST_COUNTED + 1 - len(found)])
    return found


def write(user, finds, now):
    """Write the mail. It names nothing but where the person ticked that: somebody else may see it."""
    stop = emails.stop_address(emails.stop_tokens([user.pk], now)[user.pk], Stop.NEWS)
    total = len({pk for _search, new in finds for pk in new})
    words = {
        "count": min(total, MOST_COUNTED),
        "is_more": total > MOST_COUNTED,
        "named": [
            (label_of(search.query, now), list(new.values())[:NAMED], len(new) > NAMED)
            for search, new in finds
            if search.wants_names
        ],
        "url": emails.address("mine-saved"),
        "stop_url": stop,
    }
    key, headers = f"saved-news:{user.pk}:{now:%G-W%V}", emails.stop_headers(stop)
    emails.compose("saved_news", emails.Reader.of(user), words, key=key, headers=headers).send()
