"""From a document, or some of its sections, to the rows of a listing."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from groups import provenance
from groups.choices import PLACELESS, Facet
from groups.content import placing, timing
from groups.content.reading import JOINING_COLUMNS, PEOPLE_COLUMNS, SECTIONS
from groups.models import Contact, FirstVisit, Listing, ListingTerm, Organization, PracticalHelp, Term
from groups.models.helping import NEEDS_ORGANIZATION


@transaction.atomic
def create(sections, *, owner=None):
    """A new draft made of `sections`, which hold at least basics and place. Raises ValidationError as `write` does."""
    listing = Listing(owner=owner)
    write(listing, sections)
    return listing


@transaction.atomic
def write(listing, sections):
    """Write `sections` (a document or a part of one) to the rows of `listing`; other sections stay as they are.

    Raises ValidationError, with sentences for a person, when what results makes no sense; then nothing was written.
    """
    unknown = set(sections) - set(SECTIONS)
    if unknown:
        raise ValueError(f"Not a section: {sorted(unknown)}")
    left = listing.place
    for name, fill in COLUMNS.items():
        if name in sections:
            fill(listing, sections[name])
    listing.full_clean()
    listing.save()
    placing.drop_unused(left)
    for name, replace in ROWS.items():
        if name in sections:
            replace(listing, sections[name])
    if listing.source_id:
        provenance.refresh(listing)


def _fill_basics(listing, basics):
    for name in ("name", "description", "formality", "led_by", "training"):
        setattr(listing, name, basics.get(name, ""))
    listing.kind = _term(Facet.KIND, basics["kind"])
    listing.organization = _organization(listing, basics.get("organization"))


def _organization(listing, wanted):
    """The organization meant: the one named by its id, else one of that very name, else a new one."""
    if not wanted or not wanted["name"].strip():
        return None
    named = {"name": wanted["name"].strip(), "website": wanted.get("website", "")}
    current = listing.organization
    if current and current.public_id == wanted.get("public_id") and current.name == named["name"]:
        return _with_website(current, named["website"])
    known = Organization.objects.filter(name__iexact=named["name"], source=None).order_by("pk").first()
    if known:
        return known
    organization = Organization(**named)
    organization.full_clean()
    organization.save()
    return organization


def _with_website(organization, website):
    """The website follows only where this listing is the organization's one listing: others rely on it too."""
    if organization.website != website and organization.listings.count() == 1:
        organization.website = website
        organization.full_clean()
        organization.save(update_fields=["website"])
    return organization


def _fill_place(listing, wanted):
    listing.attendance = wanted["attendance"]
    listing.place = None if wanted["attendance"] in PLACELESS else placing.settle(listing, wanted)


def _fill_people(listing, people):
    for name in PEOPLE_COLUMNS:
        setattr(listing, name, people.get(name, "" if name == "safeguarding_contact" else None))


def _fill_joining(listing, joining):
    for name in JOINING_COLUMNS:
        value = joining.get(name, "" if name == "how_to_join" else None)
        setattr(listing, name, date.fromisoformat(value) if value and name.endswith("_on") else value)


def _fill_texts(listing, texts):
    listing.texts = texts or {}


def _replace_contacts(listing, wanted):
    contacts = [Contact(listing=listing, position=position, **values) for position, values in enumerate(wanted)]
    for contact in contacts:
        contact.full_clean()
    listing.contacts.all().delete()
    Contact.objects.bulk_create(contacts)


def _replace_words(listing, wanted):
    words = [
        ListingTerm(listing=listing, term=_named(word["term"]), relation=word["relation"], detail=word["detail"])
        for word in wanted
    ]
    listing.listing_terms.all().delete()
    for word in words:
        word.full_clean(validate_constraints=False)
    ListingTerm.objects.bulk_create({word.term_id: word for word in words}.values())


def _replace_help(listing, wanted):
    if wanted and listing.organization_id is None:
        raise ValidationError(NEEDS_ORGANIZATION)
    promised = [
        PracticalHelp(listing=listing, position=position, term=_named(one["term"]), how_to_ask=one["how_to_ask"])
        for position, one in enumerate(wanted)
    ]
    for one in promised:
        one.full_clean(validate_constraints=False)
    listing.practical_help.all().delete()
    PracticalHelp.objects.bulk_create({one.term_id: one for one in promised}.values())


def _replace_first_visit(listing, wanted):
    FirstVisit.objects.filter(listing=listing).delete()
    if wanted and any(wanted.values()):
        answers = FirstVisit(listing=listing, **wanted)
        answers.full_clean()
        answers.save()


def _named(name):
    facet, _colon, slug = name.partition(":")
    return _term(facet, slug)


def _term(facet, slug):
    term = Term.objects.filter(facet=facet, slug=slug).first()
    if term is None:
        raise ValidationError(_("“%(word)s” is not a word of this directory."), params={"word": slug})
    return term


COLUMNS = {
    "basics": _fill_basics,
    "place": _fill_place,
    "people": _fill_people,
    "joining": _fill_joining,
    "texts": _fill_texts,
}
ROWS = {
    "times": timing.replace,
    "contacts": _replace_contacts,
    "words": _replace_words,
    "help": _replace_help,
    "first_visit": _replace_first_visit,
}
