"""Listings side by side: what differs first, nothing guessed, and whatever the address holds a page that helps on."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups import chosen, insights, moderation
from groups.compare import LABELS, Row, compare, referral_in_words, span
from groups.geo import Point
from groups.models import Closure, Listing, ListingTerm, Session
from tests import factories
from tests.conftest import NOW
from tests.groups.desk import text_of

SOUTH_EAST = Point(51.4, 0.1)


def address(*listings, **more):
    picked = "&".join(f"listing={one if isinstance(one, str) else one.public_id}" for one in listings)
    return "/compare/?" + "&".join([picked, *(f"{name}={value}" for name, value in more.items())])


def parts_of(client, path):
    """What stands in the table, what is folded away, and what is said of nothing, each as text."""
    page = client.get(path).content.decode()
    table, _, rest = page.partition("</table>")
    same, _, unsaid = rest.partition("Not said by any of them:")
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", part)) for part in (table, same, unsaid.partition("</p>")[0])]


def rows_of(*listings, **told):
    picked = chosen.read([one.public_id for one in listings], NOW, most=4)
    comparison = compare(picked.listings, chosen.words_of(picked.listings), told)
    return {row.label: row.values for row in [*comparison.different, *comparison.same]}


def test_what_differs_is_in_the_table_and_what_is_the_same_is_folded(client, now, circle, clinic):
    different, same, unsaid = parts_of(client, address(circle, clinic))
    for words in ("Tuesday Circle", "Lea Clinic", "Every Tuesday, 18:30 to 20:00", "Grief", "Depression", "Free"):
        assert words in different
    assert "Language English" in same
    assert "Language" not in different
    assert "Who greets me?" in unsaid


def test_what_one_does_not_say_is_said_to_be_unsaid(now, circle, clinic):
    Listing.objects.filter(pk=circle.pk).update(minimum_size=4, maximum_size=12)
    assert rows_of(circle, clinic)["Group size"] == (("4 to 12",), ())


def test_empty_answer_reads_not_said(client, now, circle, clinic):
    factories.add_first_visit(circle, must_speak="no")
    different, _same, _unsaid = parts_of(client, address(circle, clinic))
    assert re.search(r"Do I have to speak\? Tuesday Circle No Lea Clinic Not said", different)


def test_who_leads_it_wait_and_referral_are_told(now, circle, clinic):
    Listing.objects.filter(pk=circle.pk).update(led_by="trained_peer", training="Intentional peer support")
    Listing.objects.filter(pk=clinic.pk).update(wait_weeks=6, wait_checked_on="2026-02-03")
    rows = rows_of(circle, clinic)
    assert rows["Who leads it"] == (("A trained peer: Intentional peer support",), ())
    assert rows["How long is the wait?"] == ((), ("about 6 weeks (checked on 3 February 2026)",))
    assert rows["Can I come without a referral?"] == (("Yes",), ("No, a professional refers you",))


def test_both_ways_in_are_told(source, now):
    both = factories.make_listing(source, terms=["joining:referral", "joining:self-refer"])
    neither = factories.make_listing(source, "Another", terms=["joining:waiting-list"])
    assert [referral_in_words(one) for one in (both, neither)] == ["Yes, or with a referral", ""]


def test_word_says_for_whom_it_holds_and_how(now, circle, clinic):
    word = factories.term("audience:women")
    ListingTerm.objects.create(listing=circle, term=word, relation="only", detail="trans women too")
    circle.refresh_from_db()
    assert rows_of(circle, clinic)["Who it is for"] == (("Only for: Women (trans women too)",), ())


def test_cancelled_date_is_said_to_be(client, now, circle, clinic):
    Session.objects.create(schedule=circle.schedules.get(), original_on="2026-03-10", status="cancelled")
    assert "Tue 10 Mar, 18:30 to 20:00: cancelled" in parts_of(client, address(circle, clinic))[0]


def test_dates_of_a_pause_are_not_said_to_be_cancelled(client, now, circle, clinic):
    Closure.objects.create(listing=circle, starts_on="2026-03-02", ends_on="2026-03-31")
    different = parts_of(client, address(circle, clinic))[0]
    assert re.search(r"Next dates Tuesday Circle Tue 7 Apr,", different)
    assert "cancelled" not in different


def test_next_date_that_takes_place_is_told_behind_cancelled_ones(now, circle, clinic):
    for day in range(3, 32, 7):
        Session.objects.create(schedule=circle.schedules.get(), original_on=f"2026-03-{day:02}", status="cancelled")
    picked = chosen.read([circle.public_id, clinic.public_id], NOW, most=4)
    days = [(one.original_on.isoformat(), one.takes_place) for one in picked.dates[circle.pk]]
    assert days == [("2026-03-03", False), ("2026-03-10", False), ("2026-04-07", True)]


def test_own_words_on_how_to_join_stand_with_its_ways(now, circle, clinic):
    Listing.objects.filter(pk=clinic.pk).update(how_to_join="Ring at the blue door.")
    circle_ways, clinic_ways = rows_of(circle, clinic)["How to join"]
    assert clinic_ways[-1] == "Ring at the blue door."
    assert "Ring at the blue door." not in circle_ways


@pytest.mark.parametrize(
    ("state", "words"),
    [({"closed_on": "2026-03-01"}, "Closed for good since 1 March 2026"), ({"is_checked_now": True}, "Being checked")],
)
def test_door_that_may_be_shut_is_said_first(client, now, circle, clinic, state, words):
    Listing.objects.filter(pk=circle.pk).update(**state)
    different = parts_of(client, address(circle, clinic))[0]
    assert different.index("Is it on?") < different.index(words) < different.index("Kind of support")


def test_distances_are_from_the_town_somebody_names(client, now, circle, clinic, evening, gazetteer):
    assert "How far Tuesday" not in parts_of(client, address(circle, clinic))[0]
    page = parts_of(client, address(circle, clinic, evening, near="Hackney, London"))[0]
    assert re.search(r"How far Tuesday Circle [\d.]+ km Lea Clinic [\d.]+ km Evening Online Join from anywhere", page)
    assert "Distances as the crow flies from Hackney" in text_of(client.get(address(circle, clinic, near="Hackney")))


def test_town_and_miles_stay_when_one_is_taken_out(client, now, circle, clinic, evening, gazetteer):
    page = client.get(address(circle, clinic, evening, near="Hackney, London", units="mi")).content.decode()
    rest = f"listing={clinic.public_id}&amp;listing={evening.public_id}&amp;near=Hackney%2C+London&amp;units=mi"
    assert f'href="/compare/?{rest}"' in page


def test_unknown_town_is_said_and_costs_nothing_else(client, now, circle, clinic, gazetteer):
    page = text_of(client.get(address(circle, clinic, near="zzzzqqq")))
    assert "We do not know this place." in page
    assert "Every Tuesday" in page


def test_confidential_venue_and_home_tell_their_area_alone(client, source, now, circle):
    home = factories.make_listing(source, "Home Circle", place=factories.make_home())
    refuge = factories.make_listing(source, "Safe Evening", place=factories.make_venue())
    page = client.get(address(circle, home, refuge, near="51.40,0.10")).content.decode()
    assert "Hidden Row" not in page
    assert page.count("you get the address after contact") == 2
    far = parts_of(client, address(circle, home, refuge, near="51.40,0.10"))[0]
    assert re.search(r"Home Circle about [\d.]+ km Safe Evening Not said", far)


@pytest.mark.parametrize("others", [["zzzzzzzzzzz"], ["'; drop table", "x"], ["%00", "%ed%a0%80"]])
def test_unknown_ids_are_said_and_the_rest_is_shown(client, now, circle, clinic, others):
    page = text_of(client.get(address(circle, *others, clinic)))
    assert "not listed here any more" in page
    assert "Every Tuesday" in page


def test_withdrawn_listing_is_like_an_unknown_one(client, now, circle, clinic, evening):
    moderation.withdraw(Listing.objects.filter(pk=evening.pk), by=None)
    page = text_of(client.get(address(circle, evening, clinic)))
    assert "One of them is not listed here any more" in page
    assert "Evening Online" not in page


def test_only_four_fit_in_the_order_they_were_chosen(client, source, now):
    place = factories.make_place()
    made = [factories.make_listing(source, f"Circle {number}", place=place) for number in range(6)]
    page = text_of(client.get(address(*reversed(made))))
    assert "2 more were left out" in page
    assert page.index("Circle 5") < page.index("Circle 2")
    assert "Circle 1" not in page


@pytest.mark.parametrize("path", ["/compare/", "/compare/?listing=", "/compare/?listing=zzz&near=Leeds"])
def test_fewer_than_two_get_told_how_to_choose(client, now, circle, path):
    page = text_of(client.get(path))
    assert "tick “Choose”" in page
    assert "<table" not in client.get(path).content.decode()


def test_the_same_listing_twice_is_one(client, now, circle):
    page = text_of(client.get(address(circle, circle)))
    assert "You have chosen one so far: Tuesday Circle" in page


@given(ids=st.lists(st.text(max_size=14), max_size=8), near=st.text(max_size=20))
@settings(max_examples=40)
def test_any_address_gets_a_page(client, now, circle, ids, near):
    ids = [one.encode("utf-8", "replace").decode() for one in ids]
    answer = client.get("/compare/", {"listing": [*ids, circle.public_id], "near": near.encode("utf-8", "replace")})
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize(("near", "queries"), [("", 8), ("&near=51.55,-0.06", 9)])
@pytest.mark.parametrize("count", [2, 4])
def test_number_of_queries_is_fixed(client, source, now, count, near, queries, django_assert_num_queries):
    slots = [factories.weekly("TU", "18:30")]
    made = [factories.make_listing(source, f"Circle {number}", slots=slots) for number in range(count)]
    path = f"{address(*made)}{near}"
    client.get(path)
    with django_assert_num_queries(queries):  # the listings, contacts, slots, dates (3), words, figures, and the town
        client.get(path)


def test_what_members_found_helpful_is_told_only_where_it_is_published(client, now, circle, clinic, monkeypatch):
    assert "found helpful" not in text_of(client.get(address(circle, clinic)))
    found = {circle.pk: "company 8.1 of 10 (about 45 people)", clinic.pk: None}
    monkeypatch.setattr(insights, "helpful_for", lambda listings: found)
    page = parts_of(client, address(circle, clinic))[0]
    assert "Tuesday Circle company 8.1 of 10 (about 45 people) Lea Clinic Too few answers to say" in page


def test_row_differs_as_soon_as_one_answer_does():
    assert not Row("Cost", (("Free",), ("Free",))).differs
    assert Row("Cost", (("Free",), ("Free",), ())).differs
    assert not Row("Cost", ((), ())).is_said


def test_told_answers_take_their_place_in_the_order_of_the_page(now, circle, clinic):
    rows = list(rows_of(circle, clinic, helpful=[["Company"], []], far=[["1 km"], ["2 km"]]))
    assert rows.index("How far") < rows.index("Cost") < rows.index("What members found helpful")
    assert set(rows) <= {str(label) for label in LABELS.values()}


@pytest.mark.parametrize(
    ("least", "most", "words"), [(None, None, ""), (0, None, "0 and over"), (None, 25, "up to 25"), (4, 12, "4 to 12")]
)
def test_span_in_words(least, most, words):
    assert span(least, most) == words


@pytest.mark.parametrize("path", ["/compare/", "/short-list/"])
def test_help_lines_are_those_of_the_listings_not_of_who_asks(client, now, circle, path):
    page = client.get(path, {"listing": circle.public_id}, headers={"Accept-Language": "en-US"})
    assert page.context["crisis"].country == "GB"
    nothing = client.get(path, {"listing": "aaaaaaaaaaa"}, headers={"Accept-Language": "en-US"})
    assert nothing.context["crisis"].country == "US"


def test_help_lines_beside_listings_without_a_place_are_those_of_the_other(client, now, circle, clinic):
    Listing.objects.filter(pk=clinic.pk).update(place=None, attendance="online")
    ids = [clinic.public_id, circle.public_id]
    page = client.get("/compare/", {"listing": ids}, headers={"Accept-Language": "en-US"})
    assert page.context["crisis"].country == "GB"
