"""Whether new rows of a table can be taken, found out cheaply: as rows of ours that are checked without a question to
the database, and then shown to it all at once and taken back.

What is sound here could be brought in. Of the others only the whole way (`bringing`) tells what is wrong with them.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from groups.choices import PLACELESS, Facet
from groups.content import placing, timing
from groups.content.reading import PLACE_COLUMNS
from groups.models import Contact, FirstVisit, Listing, ListingTerm, Organization, Place, PrivateAddress, Schedule
from groups.uploading import sections

UNASKED = {"validate_unique": False, "validate_constraints": False}
PLAIN = ("name", "description", "formality", "led_by", "training")


@dataclass(slots=True)
class Trial:
    """The unsaved rows of one new listing that the database has something to say about."""

    listing: Listing
    slots: list[Schedule]


def sound(records, *, by, lexicon):
    """Those of `records` (settled, of new listings) that the person `by` could bring in: a set of their `id()`.

    Two dozen questions for all of them together; where the database refuses the batch, a few for each.
    """
    trials = {id(record): trial(record, by, lexicon) for record in records}
    trials = {key: one for key, one in trials.items() if one}
    if accepted(trials.values()):
        return set(trials)
    return {key for key, one in trials.items() if accepted([one])}


def trial(record, by, lexicon):
    """The rows of a record, or None where one of them does not pass its own checks or uses a word we lack."""
    try:
        document = sections.of_record(record)
        made = Trial(listing_of(document, by, lexicon), slots_of(document))
        for row in hanging(document, lexicon):
            checked(row)
    except (ValidationError, LookupError):
        return None
    return made


def checked(row):
    """`row`, which passes its own checks; else ValidationError."""
    row.full_clean(exclude=[field.name for field in row._meta.fields if field.is_relation], **UNASKED)
    return row


def listing_of(document, by, lexicon):
    """The listing with its organization and place, all unsaved and checked. LookupError where its kind is unknown."""
    basics = document["basics"]
    listing = Listing(
        **{name: basics[name] for name in PLAIN},
        **document["people"],
        **document["joining"],
        kind=lexicon.by_slug[Facet.KIND, basics["kind"]],
        attendance=document["place"]["attendance"],
        owner=by,
    )
    if basics["organization"]:
        part = basics["organization"]
        listing.organization = checked(Organization(name=part["name"].strip(), website=part["website"]))
    listing.place = place_of(document["place"])
    return checked(listing)


def place_of(wanted):
    """The place of a section, or None where there is none."""
    if wanted["attendance"] in PLACELESS:
        return None
    if wanted["private"]:
        checked(PrivateAddress(**wanted["private"]))
    return checked(Place(**{name: wanted[name] for name in PLACE_COLUMNS} | placing.shown(wanted)))


def slots_of(document):
    return [checked(Schedule(**timing.columns(values))) for values in document["times"]]


def hanging(document, lexicon):
    """Yield what the checks of ours decide alone."""
    for values in document["contacts"]:
        yield Contact(**values)
    for word in document["words"]:
        facet, _colon, slug = word["term"].partition(":")
        yield ListingTerm(term=lexicon.by_slug[facet, slug], relation=word["relation"], detail=word["detail"])
    yield FirstVisit(**document["first_visit"])


def accepted(trials):
    """Whether the database takes all of `trials`; nothing of them stays there."""
    try:
        with transaction.atomic():
            show(list(trials))
            transaction.set_rollback(True)
    except (IntegrityError, DataError):
        return False
    finally:
        for one in trials:
            forget_keys(one)
    return True


def show(trials):
    """Write what `trials` consist of."""
    listings = [one.listing for one in trials]
    for name in ("organization", "place"):
        rows = {id(row): row for listing in listings if (row := getattr(listing, name))}
        for model in {type(row) for row in rows.values()}:
            model.objects.bulk_create(rows.values())
    for listing in listings:
        listing.organization, listing.place = listing.organization, listing.place  # their keys are known now
    Listing.objects.bulk_create(listings)
    for one in trials:
        for slot in one.slots:
            slot.listing = one.listing
    Schedule.objects.bulk_create([slot for one in trials for slot in one.slots])


def forget_keys(one):
    """A batch that was taken back leaves keys behind in its rows."""
    for row in (one.listing, one.listing.organization, one.listing.place, *one.slots):
        if row:
            row.pk, row._state.adding = None, True
