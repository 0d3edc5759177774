"""Write the sample directory into an empty database, all of it or nothing."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from groups import moderation, vocabulary
from groups.choices import PLACELESS, Attendance, Facet, Formality
from groups.demo import circle, coming, facts, figures, giving, helped, needs, pairs, people, waiting
from groups.demo.contacts import Switchboard
from groups.demo.first_visits import first_visit
from groups.demo.helping import practical_help
from groups.demo.places import Map
from groups.demo.plan import plans
from groups.demo.sessions import sessions
from groups.demo.texts import cities, dice
from groups.demo.timetable import slots, weekday_of
from groups.demo.writing import Writer
from groups.models import (
    Contact,
    FirstVisit,
    ImportSource,
    Listing,
    ListingTerm,
    Organization,
    Place,
    PracticalHelp,
    Schedule,
    Session,
    Term,
)
from groups.models.identity import ALPHABET
from groups.schedule import refresh_dates

OWNED = 5  # listings of the demo facilitator
GROUPS = {
    "talk-now": "line",
    "clinical": "formal",
    "peer": "peer",
    "family": "peer",
    "community": "company",
    "local": "practical",
}
SHARED_ORGANIZATIONS = 3  # of each sort in one city, before listings begin to share them


@dataclass
class Draft:
    """One listing with everything that belongs to it, unsaved."""

    plan: object
    listing: Listing
    words: list
    slots: list
    contacts: list
    first_visit: FirstVisit | None
    help: list


@dataclass
class Builder:
    """Makes drafts, and keeps what they share: words, venues, organizations, names."""

    now: object
    source: ImportSource
    terms: dict
    maps: dict
    writer: Writer = field(default_factory=Writer)
    switchboard: Switchboard = field(default_factory=Switchboard)
    organizations: dict = field(default_factory=dict)

    def draft(self, plan):
        """The draft of one planned listing. A private home is saved at once, everything else is not."""
        rng = dice("listing", plan.ref)
        kind = self.terms[Facet.KIND, plan.recipe.kind]
        attendance = rng.choice(plan.recipe.attendance)
        group = "online" if attendance == Attendance.ONLINE else GROUPS[kind.parent.slug]
        languages = facts.languages(plan, rng)
        words = facts.words(plan, attendance, languages, facts.signed(plan, rng), rng)
        meets = slots(plan, self.now.date())
        place = self._place(plan, attendance)
        listing = Listing(
            public_id=_public_id(plan.ref),
            kind=kind,
            formality=plan.recipe.formality or kind.default_formality,
            attendance=attendance,
            place=place,
            organization=self._organization(plan),
            name=self.writer.name(plan, self._where(plan, place), weekday_of(meets)),
            description=self.writer.description(plan, _true_of(words, attendance), languages),
            confirmed_at=facts.confirmed_at(self.now, rng),
            source=self.source,
            source_ref=plan.ref,
            **facts.columns(plan, words, group, self.now.date(), rng),
        )
        for number, slot in enumerate(meets, start=1):
            slot.listing, slot.source_ref = listing, f"slot-{number}"
        contacts = self.switchboard.contacts(plan, listing, group)
        expects = first_visit(plan, listing, words, group)
        return Draft(plan, listing, words, meets, contacts, expects, practical_help(plan, listing, words, self.terms))

    def _place(self, plan, attendance):
        here = self.maps[plan.city.slug]
        if attendance in PLACELESS:
            return None
        if plan.recipe.home:
            return here.home()
        return here.confidential() if plan.recipe.confidential else here.venue(plan.recipe.venue)

    def _where(self, plan, place):
        return plan.city.name if place is None else place.district or plan.city.name

    def _organization(self, plan):
        """An organization of the right sort in the city: a new one at first, later one that is known."""
        if not plan.recipe.org:
            return None
        rng = dice("organization", plan.ref)
        known = self.organizations.setdefault((plan.city.slug, plan.recipe.org), {})
        if len(known) < SHARED_ORGANIZATIONS or rng.random() < 0.3:
            name = facts.organization(plan, rng, known)
            known[name] = Organization(
                public_id=_public_id(f"{plan.city.slug}/{name}"),
                name=name,
                website="https://example.org/",
                source=self.source,
                source_ref=f"{plan.city.slug}/{name}",
            )
            return known[name]
        return rng.choice(list(known.values()))


@transaction.atomic
def load_demo(*, now, progress):
    """Fill an empty directory with the sample one; answers how many listings it wrote.

    `now` is the aware moment dates are counted from; `progress` is called with a sentence for each step. Where there
    is any listing already, nothing happens and the answer is 0.
    """
    if Listing.objects.exists():
        return 0
    source = ImportSource.objects.create(slug=people.SOURCE, name="Sample directory", is_sample=True, as_of=now.date())
    people.create()
    progress(_("people to sign in as"))
    drafts = _drafts(now, source)
    _give_some_to(people.person("facilitator"), drafts)
    progress(_("%(listings)d listings around %(cities)d cities") % {"listings": len(drafts), "cities": len(cities())})
    _write(drafts, now)
    progress(_("publishing, and working out when they meet"))
    moderation.publish(Listing.objects.filter(source=source), by=None)
    refresh_dates(now=now)
    vocabulary.refresh()
    progress(_("people who come"))
    coming.fill(now)
    circle.fill()
    progress(_("something for the moderators to decide"))
    waiting.fill()
    progress(_("what helped"))
    helped.fill(now)
    progress(_("what people look for in vain, and what is near"))
    needs.fill(now)
    progress(_("helpers wanted, first visits told, and wishes"))
    giving.fill(now)
    pairs.fill(now)
    progress(_("made-up people who say what helps"))
    figures.fill(now)
    return len(drafts)


def _drafts(now, source):
    maps = {city.slug: Map(city) for city in cities()}
    terms = {(term.facet, term.slug): term for term in Term.objects.select_related("parent")}
    builder = Builder(now, source, terms, maps)
    return [builder.draft(plan) for plan in plans()]


def _give_some_to(facilitator, drafts):
    """Let the demo facilitator answer for some informal listings, two of them with places, confirmed by them."""
    fit = [d for d in drafts if d.listing.formality == Formality.INFORMAL and d.slots and d.listing.place]
    busy = [d.listing for d in fit if coming.may_be_busy(d)][: coming.BUSY]
    others = [d.listing for d in fit[::OWNED] if d.listing not in busy]
    for listing in (busy + others)[:OWNED]:
        listing.owner = facilitator
        listing.confirmed_by = facilitator if listing.confirmed_at else None


def _write(drafts, now):
    """Save drafts in one statement per table: the database derives columns once per statement."""
    listings = [draft.listing for draft in drafts]
    organizations = {id(one.organization): one.organization for one in listings if one.organization}
    Organization.objects.bulk_create(organizations.values())
    unsaved = {id(one.place): one.place for one in listings if one.place and one.place.pk is None}
    Place.objects.bulk_create(unsaved.values())
    Listing.objects.bulk_create(listings)
    ListingTerm.objects.bulk_create(_listing_terms(drafts))
    Schedule.objects.bulk_create([slot for draft in drafts for slot in draft.slots])
    Contact.objects.bulk_create([contact for draft in drafts for contact in draft.contacts])
    FirstVisit.objects.bulk_create([draft.first_visit for draft in drafts if draft.first_visit])
    PracticalHelp.objects.bulk_create([one for draft in drafts for one in draft.help])
    Session.objects.bulk_create(
        [session for draft in drafts for slot in draft.slots for session in sessions(draft.plan, slot, now)]
    )


def _listing_terms(drafts):
    ids = {(facet, slug): pk for facet, slug, pk in Term.objects.values_list("facet", "slug", "pk")}
    return [
        ListingTerm(listing=draft.listing, term_id=ids[facet, slug], relation=relation, detail=detail)
        for draft in drafts
        for facet, slug, relation, detail in draft.words
    ]


def _true_of(words, attendance):
    """What closing sentences may be about: `access:food`, `attendance:hybrid`."""
    return [f"{facet}:{slug}" for facet, slug, _, _ in words] + [f"attendance:{attendance}"]


def _public_id(name):
    return "".join(dice("public id", name).choices(ALPHABET, k=11))
