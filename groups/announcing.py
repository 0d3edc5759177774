"""A word to everybody who comes to one date, by mail. Who writes it sees no address, only that it was sent."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import booking, emails, moderation
from groups.choices import Act


@transaction.atomic
def announce(date, text, *, by, via_link=False):
    """Mail `text` to everybody who told that they come to `date` (a `SessionDate`); answers how many that are.

    The same words again are not mailed twice. The history keeps that it was done, not what was written. Raises
    ValidationError where nobody comes or the date is over.
    """
    if date.is_over(timezone.now()):
        raise ValidationError(_("This date is over. Nothing was sent."))
    people = booking.people_to_tell(date)
    if not people:
        raise ValidationError(_("Nobody told you that they come. Nothing was sent."))
    listing = date.slot.listing
    words = {"date": date, "text": text, "listing": listing}
    for one in people:
        emails.send("announcement", one, words, key=emails.cause("announcement", date.id, one.email, text))
    told = {"slot": date.slot.pk, "original_on": date.original_on.isoformat(), "mails": len(people)}
    moderation.record(listing, Act.ANNOUNCED, by=by, via_link=via_link, after={"announcement": told})
    return len(people)
