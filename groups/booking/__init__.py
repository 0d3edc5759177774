"""Who comes: told by people with or without an account, held within the places there are, and told what changes.

Every verb is one transaction and holds what is booked, so that the last place is given once. Mails are written in it.
Names, numbers and states are for the facilitators alone; the public learns the places left.
"""

from groups.booking.coming import book, book_course, confirm
from groups.booking.consent import WORDS, agree, erase, has_agreed, take_back
from groups.booking.deciding import accept, cancel, decline, set_reminders, take_offer
from groups.booking.following import follow, follow_listing
from groups.booking.noticing import dates_soon, tell_new_times, tell_savers
from groups.booking.own_data import forget
from groups.booking.places import Places, places_of, places_of_course
from groups.booking.reading import bookings_of, expected, expected_of_course, may_see_home, opened_by, people_to_tell
from groups.booking.reminding import remind
from groups.booking.rules import is_home, rules_of
from groups.booking.setting import set_rules
from groups.booking.standing import Standing, standings_of
from groups.booking.waiting import lapse

__all__ = [
    "WORDS",
    "Places",
    "Standing",
    "accept",
    "agree",
    "book",
    "book_course",
    "bookings_of",
    "cancel",
    "confirm",
    "dates_soon",
    "decline",
    "erase",
    "expected",
    "expected_of_course",
    "follow",
    "follow_listing",
    "forget",
    "has_agreed",
    "is_home",
    "lapse",
    "may_see_home",
    "opened_by",
    "people_to_tell",
    "places_of",
    "places_of_course",
    "remind",
    "rules_of",
    "set_reminders",
    "set_rules",
    "standings_of",
    "take_back",
    "take_offer",
    "tell_new_times",
    "tell_savers",
]
