"""The sample directory: made up, varied, plainly labelled, and the same each time."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.test import override_settings

from accounts.models import User
from groups import demo, recurrence, spelling
from groups.choices import (
    Attendance,
    BookingState,
    BookingWay,
    Channel,
    Facet,
    Formality,
    Precision,
    SessionStatus,
    Visibility,
)
from groups.demo.places import KM_PER_DEGREE
from groups.demo.plan import plans
from groups.demo.texts import cities, read, recipes
from groups.demo.timetable import slots
from groups.geo import Point, distance_km
from groups.models import (
    Booking,
    BookingRules,
    Contact,
    FirstVisit,
    ImportSource,
    Listing,
    ListingTerm,
    Organization,
    Place,
    PracticalHelp,
    Review,
    Schedule,
    Session,
    Term,
    UpcomingDate,
)
from groups.models.helping import HELP
from groups.models.place import PrivateAddress

NOW = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
QUICK_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]
FICTIONAL = re.compile(r"\+1 \d{3}-555-01\d\d|\+44 20 7946 0\d{3}|\+44 1632 960\d{3}|\+61 2 5550 \d{4}")
CONTENT = (Facet.SUPPORT, Facet.TOPIC, Facet.AUDIENCE, Facet.ACTIVITY, Facet.COST, Facet.ACCESS, Facet.JOINING)


def load():
    with override_settings(PASSWORD_HASHERS=QUICK_HASH), time_machine.travel(NOW, tick=False):
        return demo.load_demo(now=NOW, progress=lambda sentence: None)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The sample directory, written once for all tests of this file and taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded, db):
    """The listings of the sample directory."""
    return Listing.objects.select_related("kind", "place", "organization", "source")


def digest():
    """One number for what the sample facilitator has no hand in; row numbers and moments of writing left out."""
    tables = [
        Listing.objects.filter(owner=None)
        .order_by("source_ref")
        .values_list(
            "public_id", "name", "description", "kind__slug", "formality", "place__lat", "place__street", "confirmed_at"
        ),
        Schedule.objects.filter(listing__owner=None)
        .order_by("listing__source_ref", "source_ref")
        .values_list("starts_on", "start_time", "duration", "freq", "byday", "count", "is_live"),
        ListingTerm.objects.filter(listing__owner=None)
        .order_by("listing__source_ref", "term__slug", "term__facet")
        .values_list("term__slug", "relation", "detail"),
        Contact.objects.filter(listing__owner=None)
        .order_by("listing__source_ref", "position")
        .values_list("channel", "value", "visibility"),
        FirstVisit.objects.filter(listing__owner=None)
        .order_by("listing__source_ref")
        .values_list("must_speak", "arrive_late", "greeter"),
        PracticalHelp.objects.filter(listing__owner=None)
        .order_by("listing__source_ref", "position")
        .values_list("term__slug", "how_to_ask"),
        Session.objects.filter(schedule__listing__owner=None)
        .order_by("schedule__listing__source_ref", "original_on")
        .values_list("status", "note"),
    ]
    return hashlib.sha256(repr([list(table) for table in tables]).encode()).hexdigest()


def test_sample_is_large_and_everywhere(sample):
    towns = set(sample.exclude(place=None).values_list("place__town", flat=True))
    continents = {zone.split("/")[0] for zone in sample.exclude(place=None).values_list("place__timezone", flat=True)}
    assert sample.count() >= 640
    assert len(towns) >= 14
    assert {"Europe", "America", "Asia", "Africa"} <= continents


def test_sample_has_practical_help_of_every_sort_and_of_organizations_alone(sample):
    helped = sample.filter(practical_help__isnull=False).distinct()
    assert 20 <= helped.count() <= 150
    assert not helped.filter(organization=None).exists()
    assert set(PracticalHelp.objects.values_list("term__slug", flat=True)) == set(HELP)


def test_sample_has_every_kind_and_every_word(sample):
    used = set(ListingTerm.objects.values_list("term_id", flat=True))
    used |= set(PracticalHelp.objects.values_list("term_id", flat=True))
    missing = [str(term) for term in Term.objects.filter(facet__in=CONTENT) if term.pk not in used]
    kinds = set(sample.values_list("kind__slug", flat=True))
    assert missing == []
    assert kinds == set(Term.objects.of(Facet.KIND).values_list("slug", flat=True))


def test_sample_has_every_way_to_meet(sample):
    places = sample.exclude(place=None)
    assert set(places.values_list("place__precision", flat=True)) == set(Precision.values)
    assert set(sample.values_list("attendance", flat=True)) == set(Attendance.values)
    assert set(Contact.objects.values_list("visibility", flat=True)) == set(Visibility.values)
    assert set(sample.values_list("accepting_new", flat=True)) == {True, False, None}


def test_sample_has_every_rhythm():
    found = [slot for plan in plans() for slot in slots(plan, NOW.date())]
    tokens = {token[:-2] for slot in found for token in slot.byday}
    assert {slot.freq for slot in found} == set(recurrence.Freq)
    assert {"", "1", "2", "3", "-1"} <= tokens
    assert {1, 2, 3} <= {slot.interval for slot in found}
    assert all(any(getattr(slot, name) for slot in found) for name in ("count", "season_from", "bymonthday"))
    assert not all(slot.is_live for slot in found)


def test_sample_is_more_informal_than_clinical(sample):
    informal = sample.filter(formality=Formality.INFORMAL).count()
    assert 0.5 <= informal / sample.count() <= 0.6
    assert sample.filter(kind__parent__slug="clinical").count() < sample.filter(kind__parent__slug="peer").count()


def test_sample_is_labelled_and_published(sample):
    assert ImportSource.objects.get().is_sample
    assert sample.filter(source__is_sample=True).count() == sample.count()
    public = sample.published()
    assert public.filter(searchable=True).count() == public.count()
    assert len(set(public.values_list("source_ref", flat=True))) == public.count()
    assert not sample.filter(name__icontains="demo").exists()


def test_sample_has_something_to_decide(sample):
    assert sample.filter(status="pending").count() == 2
    causes = set(Review.objects.open().values_list("cause", flat=True))
    assert {"new", "change", "report", "unsafe", "claim"} <= causes


def test_sample_never_says_the_same_twice(sample):
    assert len(set(sample.values_list("name", flat=True))) == sample.count()
    assert len(set(sample.values_list("description", flat=True))) == sample.count()


def test_plans_give_no_city_the_same_recipe_twice():
    refs = [plan.ref for plan in plans()]
    assert len(set(refs)) == len(refs)


def test_sample_numbers_and_addresses_are_fictional(sample):
    numbers = Contact.objects.filter(channel__in=[Channel.PHONE, Channel.TEXT]).values_list("value", flat=True)
    others = Contact.objects.exclude(channel__in=[Channel.PHONE, Channel.TEXT]).values_list("value", flat=True)
    texts = Listing.objects.values_list("description", "how_to_join")
    assert numbers
    assert [number for number in numbers if not FICTIONAL.fullmatch(number)] == []
    assert [value for value in others if not re.search(r"@example\.org$|^https://example\.org/", value)] == []
    assert [text for pair in texts for text in pair if re.search(r"\d[\d -]{5,}", text)] == []


def test_lines_say_that_nobody_answers(sample):
    lines = sample.filter(kind__parent__slug="talk-now")
    assert lines.count() >= 30
    assert not lines.exclude(description__endswith=read("texts")["sample_line"]).exists()


@pytest.mark.parametrize(
    "model", [Listing, Place, Schedule, Contact, FirstVisit, Session, Organization, PrivateAddress]
)
def test_sample_rows_are_valid(sample, model):
    for row in model.objects.all():
        row.full_clean(validate_unique=False, validate_constraints=False)  # those the database has checked


def test_sample_minors_have_somebody_who_answers(sample):
    young = sample.filter(maximum_age__lt=18)
    assert young.count() >= 10
    assert not young.filter(organization=None).exists()
    assert not young.filter(safeguarding_contact="").exists()


def test_sample_homes_show_their_cell_only(sample):
    homes = PrivateAddress.objects.select_related("place")
    assert homes
    for home in homes:
        assert home.place.precision == Precision.CELL
        assert home.place.street == home.place.directions == ""
        assert 0 < distance_km(home.place.point, Point(home.lat, home.lon)) < 2


def test_sample_abuse_services_tell_no_place(sample):
    hidden = sample.filter(terms__slug__in=["domestic-abuse", "sexual-violence"], attendance=Attendance.IN_PERSON)
    venues = hidden.filter(kind__slug__in=["organized-peer-group", "housing"])
    assert venues
    assert set(venues.values_list("place__precision", flat=True)) == {Precision.AREA}


def test_sample_venues_lie_near_their_district():
    for city in cities():
        for district in city.districts:
            assert distance_km(city.point, Point(district.lat, district.lon)) < 25
    assert distance_km(Point(0, 0), Point(1, 0)) == pytest.approx(KM_PER_DEGREE, rel=0.001)


def test_sample_has_exceptions_in_the_coming_weeks(sample):
    assert set(Session.objects.values_list("status", flat=True)) == set(SessionStatus.values)
    assert not Session.objects.telling().filter(original_on__lt=NOW.date()).exists()
    assert not Session.objects.telling().filter(note="").exists()


def test_sample_is_lively_at_any_hour(sample):
    for hours in range(0, 24 * 7, 5):
        moment = NOW + timedelta(hours=hours)
        assert UpcomingDate.objects.filter(starts_at__lte=moment, ends_at__gt=moment).count() >= 10


@pytest.mark.parametrize("day", [datetime(2027, 12, 31), datetime(2028, 2, 29), datetime(2030, 7, 1)])
def test_slots_are_sound_on_any_day(day):
    for plan in plans():
        for slot in slots(plan, day.date()):
            assert recurrence.problems(slot.rule) == []
            coming = recurrence.occurrences(
                slot.rule, day.replace(tzinfo=UTC), day.replace(tzinfo=UTC) + timedelta(400)
            )
            assert next(coming, None)


def test_recipes_name_only_known_words(db):
    known = {(term.facet, term.slug) for term in Term.objects.all()}
    lists = {"topics": Facet.TOPIC, "support": Facet.SUPPORT, "welcomes": Facet.AUDIENCE, "access": Facet.ACCESS}
    for recipe in [one for group in recipes().values() for one in group]:
        for name, facet in lists.items():
            assert {(facet, slug) for slug in getattr(recipe, name)} <= known, recipe.slug


def test_second_load_is_equal(sample):
    before, count = digest(), sample.published().count()
    sample.all().delete()
    Place.objects.all().delete()
    Organization.objects.all().delete()
    ImportSource.objects.all().delete()
    assert load() == count
    assert digest() == before


def test_mistyped_words_are_understood(sample):
    assert spelling.read("anxeity bereavment").near == {"anxeity": ["anxiety"], "bereavment": ["bereavement"]}


def test_sign_ins_open_the_second_factor_of_staff(sample):
    codes = {person.email: person.code for person in demo.sign_ins()}
    assert [person.role for person in demo.sign_ins()] == ["admin", "moderator", "facilitator", "member"]
    for user in User.objects.filter(is_staff=True):
        secret = decrypt(Authenticator.objects.get(user=user).data["secret"])
        assert validate_totp_code(secret, codes[user.email])
    assert codes["member@example.org"] == codes["facilitator@example.org"] == ""


def test_sample_people_have_their_roles(sample):
    moderator = User.objects.get(email="moderator@example.org")
    assert User.objects.get(email="admin@example.org").is_superuser
    assert moderator.has_perm("groups.change_listing")
    assert not moderator.has_perm("groups.delete_listing")
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 4
    assert Listing.objects.published().filter(owner__email="facilitator@example.org").count() == 5


def test_sample_is_come_to_as_its_words_on_joining_say(sample):
    by_joining = {}
    for rules in BookingRules.objects.select_related("listing__kind__parent"):
        assert rules.listing.kind.parent.slug != "talk-now"
        (joining,) = rules.listing.words(Facet.JOINING)
        by_joining.setdefault(joining.slug, set()).add(rules.way)
    assert by_joining == {
        "turn-up": {BookingWay.TURN_UP},
        "sign-up": {BookingWay.TELL, BookingWay.PLACES, BookingWay.SERIES},
    }
    coming = Booking.objects.filter(over_at__gt=NOW).select_related("session__schedule__listing__booking_rules")
    rules = {one.session.schedule.listing.booking_rules for one in coming}
    assert [one.way for one in rules] == [BookingWay.PLACES] * 2


def test_sample_has_every_way_to_come_and_guests_of_the_facilitator(sample):
    assert set(BookingRules.objects.values_list("way", flat=True)) == set(BookingWay)
    coming = Booking.objects.filter(state=BookingState.COMING)
    assert {one.slot.listing.owner.email for one in coming} == {"facilitator@example.org"}
    assert coming.filter(user__email="member@example.org").exists()
    assert coming.filter(is_first_time=True).exists()
    assert not coming.filter(told_starts_at=None).exists()
