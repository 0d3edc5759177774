"""What a moderator should look at twice: every rule speaks up for its own case, and is silent otherwise."""

import pytest

from groups import content
from groups.checks import Level, checks_of
from groups.checks.words import contacts_in, problem_of
from groups.models import Listing
from tests.factories import add_contact, add_first_visit, add_slot, make_home, make_listing, make_source, weekly


@pytest.fixture
def plain(circle, now):
    """The document of the Tuesday Circle, with which nothing is wrong."""
    add_first_visit(circle, must_speak="no")
    add_contact(circle)
    return content.content_of(Listing.objects.get(pk=circle.pk))


def codes(document, now):
    return [(check.code, check.field) for check in checks_of(document, now=now)]


def changed(document, section, **values):
    return document | {section: document[section] | values}


def test_sound_listing_has_nothing_to_look_at(plain, now):
    assert codes(plain, now) == []


@pytest.mark.parametrize(
    ("section", "name"), [("basics", "description"), ("place", "directions"), ("joining", "how_to_join")]
)
def test_unsafe_wording_is_found_in_every_text(plain, now, section, name):
    document = changed(plain, section, **{name: "For people whose brother committed suicide."})
    (check,) = checks_of(document, now=now)
    assert (check.code, check.level, check.field) == ("wording", Level.URGENT, f"{section}.{name}")
    assert check.sentence == "“committed suicide” can hurt people in distress. Better: died by suicide."


def test_notes_of_slots_contacts_and_words_are_read_too(plain, now):
    document = plain | {
        "times": [plain["times"][0] | {"note": "ways to kill yourself"}],
        "contacts": [plain["contacts"][0] | {"note": "fatal doses"}],
        "words": [plain["words"][0] | {"detail": "a suicide pact"}],
    }
    assert codes(document, now) == [("wording", f"{name}") for name in ("contacts.note", "times.note", "words.detail")]


@pytest.mark.parametrize(
    ("link", "level"),
    [
        ("https://example.org/a", None),
        ("www.example.org", None),
        ("http://example.org", Level.LOOK),
        ("https://bit.ly/x", Level.URGENT),
        ("https://www.tinyurl.com/x", Level.URGENT),
        ("https://example.org@evil.example/", Level.URGENT),
        ("https://127.0.0.1/", Level.URGENT),
        ("https://2130706433/", Level.URGENT),
        ("https://xn--pple-43d.com/", Level.URGENT),
        ("javascript:alert(1)", Level.URGENT),
        ("ftp://example.org/", Level.URGENT),
        ("https://[", Level.URGENT),
    ],
)
def test_link_is_judged_by_where_it_leads(link, level):
    assert (problem_of(link) or (None,))[0] == level


def test_links_are_found_wherever_they_stand(plain, now):
    document = changed(plain, "basics", description="Sign up: https://bit.ly/x")
    document["basics"]["organization"] = {"public_id": "", "name": "A Trust", "website": "http://example.org"}
    document["contacts"] = [{"channel": "online_link", "value": "https://t.co/x", "note": "", "visibility": "public"}]
    assert codes(document, now) == [
        *[("link", "basics.description"), ("link", "contacts.value")],
        *[("contact-typed", "basics.description"), ("link", "basics.organization")],
    ]


@pytest.mark.parametrize(
    "text", ["See https://bit.ly.", "See https://bit.ly/x.", "See bit.ly/abc, please", "(www.bit.ly./abc)", "T.co/x"]
)
def test_link_that_hides_its_end_is_noticed_in_a_sentence(plain, now, text):
    assert ("link", "basics.description") in codes(changed(plain, "basics", description=text), now)


@pytest.mark.parametrize("text", ["No habit.ly/x here", "ana@bit.ly", "Either bit.ly or a letter", "is.gd"])
def test_word_that_merely_looks_like_a_short_link_is_left_alone(plain, now, text):
    assert ("link", "basics.description") not in codes(changed(plain, "basics", description=text), now)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call 020 7946 0018 first.", ["020 7946 0018"]),
        ("(212) 555-0100 or ana@example.org", ["ana@example.org", "(212) 555-0100"]),
        ("See https://example.org/groups/2026-01-01 for more", ["https://example.org/groups/2026-01-01"]),
        ("Since 2019-2023, on 2026-03-03, 03.03.2026, 18.30 - 20.00, room 12, 12 steps", []),
        ("We are 4 to 12 people and cost 1 000 less", []),
    ],
)
def test_contacts_in_a_text_are_told_from_dates_and_times(text, found):
    assert contacts_in(text) == found


def test_contact_that_is_not_for_everybody_must_not_stand_in_a_text(plain, now):
    document = changed(plain, "basics", description="Ring +44 20 7946 0018.")
    assert codes(document, now) == [("contact-typed", "basics.description")]
    document["contacts"] = [plain["contacts"][0] | {"visibility": "after_contact"}]
    assert codes(document, now) == [("contact-shown", "basics.description")]


@pytest.mark.parametrize(
    ("section", "values", "found"),
    [
        ("place", {"street": "Flat 3, 4 Linden Street"}, [("home", "place.street")]),
        ("place", {"name": ""}, [("home", "place.street")]),
        ("basics", {"description": "We meet in my house."}, [("home", "basics.description")]),
        ("place", {"directions": "Ring the bell of Ana’s flat"}, [("home", "place.directions")]),
        ("basics", {"description": "A home from home, with a kitchen."}, []),
        ("place", {"precision": "town", "street": "Flat 3"}, []),
    ],
)
def test_home_that_is_shown_exactly_is_noticed(plain, now, section, values, found):
    document = changed(plain, section, **values)
    assert codes(document, now) == found
    assert codes(changed(document, "basics", formality="formal"), now) == []


def test_private_address_in_a_text_is_noticed(source, now):
    listing = make_listing(source, "Kitchen circle", place=make_home(), description="It is 17, hidden  row!")
    add_first_visit(listing)
    assert codes(content.content_of(listing), now) == [("address-shown", "basics.description")]


@pytest.mark.parametrize(
    ("ages", "levels"),
    [
        ((18, None), []),
        ((None, None), []),
        ((16, None), [Level.LOOK] * 2),
        ((12, 17), [Level.URGENT] * 2),
        ((None, 17), [Level.URGENT] * 2),
    ],
)
def test_young_people_need_somebody_who_answers(plain, now, ages, levels):
    document = changed(plain, "people", minimum_age=ages[0], maximum_age=ages[1])
    assert [check.level for check in checks_of(document, now=now)] == levels
    document = changed(document, "people", safeguarding_contact="Ana Lee")
    document["basics"] = document["basics"] | {"organization": {"public_id": "", "name": "A Trust", "website": ""}}
    assert codes(document, now) == []


def test_missing_first_visit_is_noticed(plain, now):
    assert codes(plain | {"first_visit": None}, now) == [("first-visit", "first_visit")]


def test_times_that_overlap_are_noticed_once(circle, plain, now):
    add_slot(circle, **weekly("TU", "19:59"))
    add_slot(circle, **weekly("TU", "20:00", minutes=30))
    document = plain | {"times": content.content_of(circle)["times"]}
    sentences = [check.sentence for check in checks_of(document, now=now)]
    assert sentences == [
        "“Every Tuesday, 18:30 to 20:00” and “Every Tuesday, 19:59 to 21:29” overlap.",
        "“Every Tuesday, 19:59 to 21:29” and “Every Tuesday, 20:00 to 20:30” overlap.",
    ]


def test_times_that_touch_do_not_overlap(circle, plain, now):
    add_slot(circle, **weekly("TU", "20:00"))
    assert codes(plain | {"times": content.content_of(circle)["times"]}, now) == []


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"freq": "ONCE", "starts_on": "2026-03-02"}, [("time-over", "times")]),
        ({"freq": "ONCE", "starts_on": "2026-03-03"}, []),
        ({"until": "2026-03-02"}, [("time-over", "times")]),
        ({"until": "2026-03-03"}, []),
        ({"interval": 0}, [("time-unsound", "times")]),
    ],
)
def test_times_that_are_over_or_unsound_are_noticed(plain, now, values, found):
    assert codes(plain | {"times": [plain["times"][0] | values]}, now) == found


def test_stored_listing_is_compared_with_others(circle, plain, now):
    make_listing(make_source("other"), "Tuesday circle", slots=[weekly("TU", "18:30")])
    (check,) = checks_of(circle, now=now)
    assert (check.code, check.level, check.field) == ("duplicate", Level.URGENT, "basics.name")
    assert "Tuesday circle" in check.sentence


def test_place_and_times_may_be_missing(evening, now):
    add_first_visit(evening)
    evening.schedules.all().delete()
    assert codes(content.content_of(evening), now) == []


@pytest.mark.parametrize("slug", ["children", "teens"])
def test_audience_alone_tells_that_the_young_come(plain, now, slug):
    document = plain | {"words": [{"term": f"audience:{slug}", "relation": "", "detail": ""}]}
    young = [("youth", "basics.organization"), ("youth", "people.safeguarding_contact")]
    assert codes(document, now) == young
    assert {check.level for check in checks_of(document, now=now)} == {Level.URGENT}
    assert codes(changed(document, "people", minimum_age=18), now) == []
