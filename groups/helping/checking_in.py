"""Afterwards: each of two who went together can say that they are back safe, or that something was wrong."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groups import emails, reporting
from groups.choices import Fault, Outcome
from groups.models import Offer


def opened_by(token):
    """The `Offer`s, one at most, of somebody who went with another member and holds the secret address of it."""
    return Offer.objects.opened_by(token).filter(match__isnull=False)


@transaction.atomic
def say(said, outcome, *, text=""):
    """Keep how it was (`outcome`, an `Outcome`). Something wrong goes to facilitators and moderators at once, once.

    `text` is for the moderators alone. What was wrong stays said; that all was well can be taken back.
    """
    said = Offer.objects.select_for_update(of=["self"]).get(pk=said.pk)
    if said.said == Outcome.WRONG:
        return
    said.said = outcome
    said.save(update_fields=["said"])
    if outcome == Outcome.WRONG:
        _raise_alarm(said, text)


def _raise_alarm(said, text):
    session = said.booking.session
    listing = session.schedule.listing
    about = _("Said by a member who went together with another one, put together by the facilitator, on %(day)s.")
    first = about % {"day": date_format(session.original_on)}
    reporting.report(listing, fault=Fault.UNSAFE, text=f"{first}\n\n{text}".strip())
    for person in emails.facilitators_of(listing):
        words = {"listing": listing, "day": session.original_on, "pair": _names(said), "manage_url": person.manage_url}
        emails.send("company_wrong", person, words, key=emails.cause("company-wrong", said.pk, person.email))


def _names(said):
    """The nicknames of both, the one who says it first."""
    others = Offer.objects.filter(match=said.match_id).exclude(pk=said.pk).select_related("booking")
    return [said.booking.nickname, *(other.booking.nickname for other in others)]
