"""The question "is it still on?", mailed once for each of its days to one person who looks after the listing."""

from dataclasses import dataclass
from datetime import date

from django.core.mail import get_connection
from django.db.models import Prefetch

from accounts.models import Mail
from groups import emails
from groups.freshness.periods import WARNING
from groups.models import Facilitator, Listing, ManageLink
from groups.models.secret import digest_of, new_token

BULK = {"Precedence": "bulk"}  # behind mails that somebody waits for


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one listing: its `name` (of a milestone) and the days of its cycle."""

    listing_id: int
    name: str
    heard_on: date
    hidden_on: date

    @property
    def key(self):
        """What makes it the same question again, however often the run is repeated."""
        if self.name == WARNING:
            return f"closing-soon:{self.listing_id}:{self.heard_on}"
        return f"still-on:{self.listing_id}:{self.heard_on}:{self.name}"


def not_yet_asked(questions):
    """Those of `questions` of which no mail was written yet; one query."""
    if not questions:
        return []
    known = set(Mail.objects.filter(key__in=[one.key for one in questions]).values_list("key", flat=True))
    return [one for one in questions if one.key not in known]


def ask(questions):
    """Write the mails of `questions`, each with a fresh secret link in place of the one of the question before;
    answers how many found somebody to ask.

    The same number of queries however many there are. To be called while their listings are held.
    """
    listings = _with_people([one.listing_id for one in questions])
    asked = [(one, listings[one.listing_id], person_of(listings[one.listing_id])) for one in questions]
    asked = [(one, listing, person, new_token()) for one, listing, person in asked if person]
    ManageLink.objects.filter(listing__in=[one.listing_id for one in questions], is_for_question=True).delete()
    ManageLink.objects.bulk_create(
        ManageLink(listing=listing, digest=digest_of(token), is_for_question=True)
        for _one, listing, _person, token in asked
    )
    letters = [_letter(*each) for each in asked]
    if letters:
        get_connection().send_messages(letters)
    return len(letters)


def person_of(listing):
    """The `Reader` who is asked about `listing`: who answers for it, else a co-facilitator, else who sent it in.

    None where there is nobody. Its owner, active facilitators and submission are looked at.
    """
    people = [listing.owner, *(one.user for one in listing.facilitators.all())]
    if known := next((person for person in people if person and person.is_active), None):
        return emails.Reader.of(known)
    return emails.Reader.of(listing.submission) if listing.sender_email else None


def _with_people(pks):
    team = Facilitator.objects.select_related("user").order_by("joined_on", "pk")
    listings = Listing.objects.select_related("owner", "submission").defer("document", "pos")
    return listings.prefetch_related(Prefetch("facilitators", team)).in_bulk(pks)


def _letter(question, listing, person, token):
    url = emails.address("manage-still-on", token)
    words = {"listing": listing, "url": url, "hidden_on": question.hidden_on}
    template = "closing_soon" if question.name == WARNING else "still_on"
    return emails.compose(template, person, words, key=question.key, headers=BULK)
