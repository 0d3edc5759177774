"""How sample listings are reached: numbers that are reserved for fiction, and addresses at example.org."""

from collections import Counter

from django.utils.text import slugify

from groups.choices import Attendance, Channel, Visibility
from groups.demo.texts import dice
from groups.models import Contact

ADDRESS_LENGTH = 40


class Switchboard:
    """Hands out numbers so that, as far as a city's fictional numbers go, no two listings share one."""

    def __init__(self):
        self.given = Counter()

    def contacts(self, plan, listing, group):
        """The unsaved contacts of a listing, at least one of them public."""
        rng = dice("contacts", plan.ref)
        found = [
            *self._numbers(plan.city, listing, group, rng),
            *_written(listing, group, rng),
            *_links(listing, rng),
        ]
        if not any(contact.visibility == Visibility.PUBLIC for contact in found):
            found[0].visibility = Visibility.PUBLIC
        for position, contact in enumerate(found):
            contact.position = position
        return found

    def _numbers(self, city, listing, group, rng):
        share = {"line": 1, "formal": 0.9, "practical": 0.75}.get(group, 0.3)
        if not city.phone or rng.random() > share:
            return []
        found = [Contact(listing=listing, channel=Channel.PHONE, value=self._number(city))]
        if group in ("peer", "company"):
            found[0].note = rng.choice(["", "ask for the person with the keys", "for new people", "evenings only"])
            found[0].visibility = rng.choice([Visibility.PUBLIC, Visibility.AFTER_CONTACT, Visibility.HIDDEN])
        if group in ("line", "peer") and rng.random() < 0.3:
            found.append(Contact(listing=listing, channel=Channel.TEXT, value=self._number(city)))
        return found

    def _number(self, city):
        self.given[city.phone] += 1
        return city.phone.format(self.given[city.phone] % (100 if ":02" in city.phone else 1000))


def _written(listing, group, rng):
    visibility = Visibility.PUBLIC if group != "peer" or rng.random() < 0.8 else Visibility.AFTER_CONTACT
    address = Contact(
        listing=listing, channel=Channel.EMAIL, value=f"{_short(listing)}@example.org", visibility=visibility
    )
    if group == "formal" and rng.random() < 0.3:
        address.note = "we answer within three days"
    hidden = Contact(
        listing=listing,
        channel=Channel.EMAIL,
        value=f"{_short(listing)}.keys@example.org",
        note="for the team only",
        visibility=Visibility.HIDDEN,
    )
    return [address, hidden] if rng.random() < 0.08 else [address]


def _links(listing, rng):
    found = []
    if rng.random() < (0.35 if listing.organization is None else 0.85) or listing.attendance == Attendance.PHONE:
        address = f"https://example.org/{_short(listing)}"
        found.append(Contact(listing=listing, channel=Channel.WEBSITE, value=address))
    if listing.attendance in (Attendance.ONLINE, Attendance.HYBRID):
        visibility = rng.choice([Visibility.PUBLIC, *[Visibility.AFTER_CONTACT] * 3])
        address = f"https://example.org/meet/{_short(listing)}"
        found.append(Contact(listing=listing, channel=Channel.ONLINE_LINK, value=address, visibility=visibility))
    return found


def _short(listing):
    words = slugify(listing.name)
    return words if len(words) <= ADDRESS_LENGTH else words[:ADDRESS_LENGTH].rpartition("-")[0]
