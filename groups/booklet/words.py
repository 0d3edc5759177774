"""What paper says of a listing in words. Listings have their `card_parts` and `pause`; the database is not asked."""

from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from groups import freshness
from groups.booklet.letters import printable
from groups.choices import Attendance, Facet
from groups.compare import word_in_words
from groups.in_words import pause_in_words, place_in_words, slot_in_words, zone_name
from groups.models.texts import told
from groups.punctuation import by_semicolons, sentences

LONGEST = 400
"""Characters of a text that somebody wrote, such as how to join; the rest is on the page of the listing."""
SEPARATOR = " · "
MOST_CONTACTS = 6
MOST_SLOTS = 12


def sort_of(listing):
    """Formal or informal, of which kind, and whose."""
    by = listing.organization.name if listing.organization else ""
    words = [listing.get_formality_display(), listing.kind.name, by if by != listing.name else ""]
    return SEPARATOR.join(filter(None, map(str, words)))


def state_of(listing):
    """What may keep the door shut; "" where nothing does."""
    full = _("Takes nobody new just now") if listing.accepting_new is False else ""
    return SEPARATOR.join(filter(None, [pause_in_words(listing), full]))


def words_of(listing, said, *facets):
    """The words of some facets, as `said` (see `chosen.words_of`) has how they hold."""
    terms = [term for facet in facets for term in listing.words(facet)]
    return SEPARATOR.join(word_in_words(term, said.get((listing.pk, term.pk))) for term in terms)


def joining_of(listing, said):
    """The ways to join, and what somebody wrote on it, in the language of the paper where they wrote it in that."""
    return sentences([words_of(listing, said, Facet.JOINING), own(cut(told(listing, None).how_to_join))])


def when_of(listing):
    """The slots in words, with the zone of what has no place."""
    if not listing.live_schedules:
        return _("Ask for times.")
    lines = [with_note(slot) for slot in ordered(listing)[:MOST_SLOTS]]
    clock = clock_of(listing)
    zone = f" ({clock})" if clock else ""
    more = _(" More times are on its page.") if len(listing.live_schedules) > MOST_SLOTS else ""
    return by_semicolons(lines) + zone + more


def with_note(slot):
    """A slot in words, with what is said about it."""
    return f"{slot_in_words(slot)} ({slot.note})" if slot.note else slot_in_words(slot)


def clock_of(listing):
    """By which clock the times of a listing without a place are: “London time”; "" for any other."""
    return "" if listing.place or not listing.live_schedules else zone_name(listing.live_schedules[0].timezone)


def ordered(listing):
    """The slots of a listing, the oldest first."""
    return sorted(listing.live_schedules, key=lambda slot: (slot.starts_on, slot.start_time, slot.pk))


def where_of(listing):
    """The address as exactly as it is public, and how else one meets there."""
    place = listing.place
    attendance = "" if listing.attendance == Attendance.IN_PERSON else str(listing.get_attendance_display())
    if place is None:
        return attendance
    address = " ".join(filter(None, [place_in_words(place), place.postal_code]))
    return sentences([own(address), attendance, own(cut(place.directions))])


def languages_of(listing, said):
    """A language by its own name too, where its letters can be printed: “Español (Spanish)”, but “Japanese”."""
    words = words_of(listing, said, Facet.LANGUAGE).split(SEPARATOR)
    return SEPARATOR.join(_language(word) for word in words)


def _language(words):
    _own, _bracket, rest = words.partition(" (")
    return words if printable(words).is_whole or not rest else rest.replace(")", "", 1)


def contacts_of(listing):
    """The public ways to make contact."""
    lines = [_contact(contact) for contact in listing.public_contacts[:MOST_CONTACTS]]
    return by_semicolons(lines) or _("No public phone number or address: ask them on their page.")


def _contact(contact):
    text = f"{contact.get_channel_display()} {contact.value}"
    return f"{text} ({contact.note})" if contact.note else text


def fresh_of(listing, now):
    """Who said when that it is on, with the day: paper is read later."""
    label = freshness.label(listing, now)
    sample = _("Sample, made up.") if listing.source and listing.source.is_sample else ""
    return " ".join(filter(None, [sample, _who_said_so(listing, label), str(label.words)]))


def _who_said_so(listing, label):
    source = listing.source
    if label.is_confirmed:
        day = formats.date_format(timezone.localdate(listing.confirmed_at), "DATE_FORMAT")
        return _("Last confirmed on %(day)s.") % {"day": day}
    if source and source.as_of:
        day = formats.date_format(source.as_of, "DATE_FORMAT")
        return _("From %(source)s, %(day)s, not checked by us.") % {"source": source.name, "day": day}
    return _("From %(source)s, not checked by us.") % {"source": source.name} if source else _("Not confirmed yet.")


def cut(text, longest=LONGEST):
    """A text that somebody wrote, at most so long and without line breaks: a row of them would fill a page."""
    return Truncator(" ".join(text.split())).chars(longest)


def own(text):
    """Words of somebody's own, which keep their order among words that run from the right (Unicode isolates, UAX 9)."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if text and get_language_bidi() else text


def starts_in_words(date):
    """When a date begins, by the clock of its place."""
    there = date.starts_at.astimezone(ZoneInfo(date.slot.timezone)).replace(tzinfo=None)
    return formats.date_format(there, "DATETIME_FORMAT")


def changed_in_words(date):
    """What one date has that the rule does not say: it is off, moved, led by somebody else, or has a note."""
    day = formats.date_format(date.original_on, "WEEKDAY_FORMAT")
    if not date.takes_place:
        what = _("Cancelled.")
    elif date.is_moved:
        what = _("Moved to %(then)s.") % {"then": starts_in_words(date)}
    else:
        what = _("%(name)s stands in.") % {"name": date.stand_in} if date.stand_in else ""
    return f"{day}: {' '.join(filter(None, [what, date.note]))}"


def closed_in_words(closure):
    """From when to when it is closed, and why."""
    first = formats.date_format(closure.starts_on, "DATE_FORMAT")
    if closure.ends_on is None:
        return _("Closed from %(first)s until further notice. %(note)s") % {"first": first, "note": closure.note}
    last = formats.date_format(closure.ends_on, "DATE_FORMAT")
    return _("Closed from %(first)s to %(last)s. %(note)s") % {"first": first, "last": last, "note": closure.note}
