"""Once a week, what waits for each moderator in their area, in one mail; while they are away, for who stands in."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Duty, User
from accounts.permissions import MODERATORS, is_moderator
from groups import emails, visitors_words
from groups.choices import Cause
from groups.models import Review
from groups.queue import in_area_of

WEEK = timedelta(days=7)
NAMED = 5


def send_digests(now=None):
    """Write the mails of the ISO week of the aware moment `now`, each once however often this runs; answers how many.

    Whoever has nothing waiting and saw nothing fade gets none.
    """
    now = now or timezone.now()
    sent = 0
    for moderator in moderators():
        reader = reader_of(moderator, timezone.localdate(now))
        words = digest_of(moderator, now)
        if reader and (words["waiting"] or words["faded_count"]):
            words |= {"stands_in_for": moderator if reader != moderator else None}
            emails.send("digest", emails.Reader.of(reader), words, key=key_of(moderator, now))
            sent += 1
    return sent


def moderators():
    """Everybody who reviews listings and may sign in."""
    may = Q(groups__name=MODERATORS) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True).distinct().order_by("pk")


def reader_of(moderator, today):
    """Who reads for `moderator` on `today`: they themselves, or the first present one along the line of deputies.

    None where everybody in that line is away or moderates no longer.
    """
    asked, person = set(), moderator
    while person and person.pk not in asked:
        duty = Duty.objects.filter(user=person).select_related("deputy").first()
        if is_moderator(person) and not (duty and duty.is_away(today)):
            return person
        asked.add(person.pk)
        person = duty.deputy if duty else None
    return None


def digest_of(moderator, now):
    """What the mail says of the area of `moderator`; six queries.

    `waiting` are (cause or sort of visitors' words, number), `oldest` the entry that waits longest or None, `faded` the
    names of listings that nobody confirmed and that became unsure this week, `faded_count` how many there were.
    """
    area = _own_area(moderator, timezone.localdate(now))
    entries = Review.objects.filter(area)
    numbers = dict(entries.open().order_by().values_list("cause").annotate(n=Count("pk")))
    faded = entries.filter(cause=Cause.STALE, opened_at__gt=now - WEEK, opened_at__lte=now)
    names = faded.order_by("listing__name", "pk").values_list("listing__name", flat=True)
    return {
        "waiting": [(cause.label, numbers[cause]) for cause in Cause if cause in numbers]
        + [(words.label, words.number) for words in visitors_words.waiting(area)],
        "oldest": entries.open().select_related("listing").order_by("opened_at", "pk").first(),
        "faded": list(names[:NAMED]),
        "faded_count": faded.count(),
        "url": emails.address("moderation-queue"),
    }


def key_of(moderator, now):
    """The same for all moments of one ISO week."""
    year, week, _day = timezone.localdate(now).isocalendar()
    return f"digest:{moderator.pk}:{year}-W{week:02}"


def _own_area(moderator, today):
    """The condition on entries: in their own area, or at no place. Whom they stand in for gets a mail of their own."""
    own = in_area_of(moderator, today, only_own=True)
    return own | Q(listing__place__isnull=True) if own else own
