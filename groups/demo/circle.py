"""The circle of support of the sample member: people of their own, meetups and a service, and a gap to be seen."""

from itertools import islice

from django.utils.translation import gettext as _

from groups import circle
from groups.choices import Facet, Formality, Support
from groups.circle import Helper
from groups.demo.people import person
from groups.models import Listing

NEAR = "London"
MISSING = Support.INSTRUMENTAL
OF_EACH = {Formality.INFORMAL: 2, Formality.FORMAL: 1}


def fill():
    """Put the circle together, the way of everybody; the directory has its listings by now."""
    member = person("member")
    circle.agree(member)
    kept = circle.Kept(member)
    kept.add(Helper(_("my sister"), Formality.INFORMAL, (Support.EMOTIONAL,), _("Sunday evenings")))
    kept.add(Helper(_("Kim from next door"), Formality.INFORMAL, (Support.COMPANIONSHIP,)))
    for listing in meetings():
        kept.add(helper_of(listing))
    for words in (_("Go for a walk on Sundays"), _("Tell my sister how I am")):
        kept.add_goal(words)
    kept.reach(kept.circle.goals[0].row, is_reached=True)


def meetings():
    """Some listings with dates near one another that do not give what is to be missing."""
    near = Listing.objects.searchable().filter(place__town=NEAR, schedules__isnull=False)
    for formality, count in OF_EACH.items():
        found = near.filter(formality=formality).order_by("pk").distinct()
        yield from islice((one for one in found if MISSING not in supports_of(one)), count)


def helper_of(listing):
    return Helper(listing.name, Formality(listing.formality), supports_of(listing), listing=listing.public_id)


def supports_of(listing):
    """What the listing says it gives."""
    given = {term.slug for term in listing.words(Facet.SUPPORT)}
    return tuple(support for support in Support if support in given)
