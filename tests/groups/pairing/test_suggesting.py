"""What is suggested beside a listing: near, about the same, of the other sort, and nothing that leaves people out."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from groups import pairing
from groups.models import Listing
from groups.pairing.weighing import weigh
from tests import factories
from tests.groups.pairing.pairs import STRATFORD, make_clinic, names, suggested, traits

FAR = {"name": "Pier House", "lat": 50.82, "lon": -0.137, "town": "Brighton", "district": ""}
PEOPLE = some.sets(some.sampled_from(["women", "men", "veterans-military", "teens", "everyone"]), max_size=3)
AGES = some.one_of(some.none(), some.integers(0, 99))


def test_clinic_and_circle_about_the_same_stand_beside_each_other(circle, care):
    assert names(circle) == ["Lea Grief Care"]
    assert names(care) == ["Tuesday Circle"]


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("the same sort", {"formality": "informal"}),
        ("another topic", {"terms": ["topic:gambling", "support:informational"]}),
        ("too far away", {"place": FAR}),
        ("another language", {"terms": ["topic:grief", "language:pl"]}),
        ("a crisis line", {"kind": "crisis-line"}),
    ],
)
def test_what_does_not_fit_is_not_suggested(source, circle, now, what, fields):
    fields = fields | ({"place": factories.make_place(**fields["place"])} if "place" in fields else {})
    make_clinic(source, **fields)
    assert names(circle) == []


def test_what_is_not_in_search_is_not_suggested(circle, care):
    Listing.objects.filter(pk=care.pk).update(searchable=False)
    assert names(circle) == []


def test_online_circle_in_the_same_language_is_suggested_from_anywhere(source, care):
    for name, language in (("Online", "en"), ("Po polsku", "pl"), ("Silent", None)):
        terms = ["topic:grief", *([f"language:{language}"] if language else [])]
        factories.make_listing(source, name, attendance="online", place=None, terms=terms)
    assert names(care) == ["Online"]


def test_online_circle_of_the_same_clock_comes_first_and_no_line_of_another_country(source, care):
    for name, zone in (("Sydney", "Australia/Sydney"), ("Paris", "Europe/Paris")):
        slots = [factories.weekly("WE", "19:00", timezone=zone)]
        terms = ["topic:grief", "language:en"]
        factories.make_listing(source, name, attendance="online", place=None, terms=terms, slots=slots)
    factories.make_listing(source, "By phone", attendance="phone", place=None, terms=terms)
    assert names(care) == ["Paris", "Sydney"]


def test_related_topic_leads_to_the_family_counterpart(source, now):
    rehab = make_clinic(source, terms=["topic:alcohol", "support:informational"])
    factories.make_listing(source, "Families", kind="family-network", terms=["topic:someone-elses-use"])
    (match,) = suggested(rehab)
    assert (match.other.name, match.sort, match.is_other_first) == ("Families", "family", True)


def test_clash_of_times_is_not_suggested_and_the_same_evening_comes_first(source, circle):
    clash = [factories.weekly("TU", "19:00")]
    make_clinic(source, "Clashes", slots=clash)
    make_clinic(source, "Another day", slots=[factories.weekly("TH", "19:00")])
    make_clinic(source, "Same evening", slots=[factories.weekly("TU", "20:15")])
    make_clinic(source, "Two times", slots=[*clash, factories.weekly("TU", "09:00")])
    assert names(circle) == ["Same evening", "Another day", "Two times"]


def test_unsure_listing_is_never_first(source, circle, care):
    near = make_clinic(source)
    assert names(circle) == [near.name, care.name]
    Listing.objects.filter(pk=near.pk).update(is_unsure=True)
    assert names(circle) == [care.name, near.name]


def test_different_sort_of_support_comes_before_what_is_nearer(source, circle, care):
    make_clinic(source, terms=["topic:grief", "support:emotional"])
    assert names(circle) == ["Lea Grief Care", "Hackney Grief Clinic"]


def test_full_listing_comes_last(source, circle, care):
    Listing.objects.filter(pk=care.pk).update(accepting_new=False, accepting_new_checked_on="2026-03-01")
    make_clinic(source, terms=["topic:grief", "support:emotional"])
    assert names(circle)[-1] == "Lea Grief Care"


def test_at_most_four_and_few_of_one_organization(source, circle, care):
    trust = factories.make_organization()
    for number in range(3):
        make_clinic(source, f"Trust {number}", organization=trust)
    assert names(circle) == ["Trust 0", "Trust 1", "Lea Grief Care"]
    for number in range(3):
        make_clinic(source, f"Single {number}", place=factories.make_place(**STRATFORD))
    assert len(names(circle)) == pairing.SHOWN


def test_two_of_the_same_name_are_suggested_once(source, circle, now):
    for _ in range(2):
        listing = make_clinic(source)
        Listing.objects.filter(pk=listing.pk).update(source_ref=f"other {listing.pk}")
    assert names(circle) == ["Hackney Grief Clinic"]


def test_group_for_women_only_stands_beside_what_names_women(source, care, now):
    women = factories.make_listing(source, "Women", terms=["topic:grief", "openness:women-only"])
    assert names(care) == []
    assert names(women) == ["Lea Grief Care"]
    named = make_clinic(source, "For women too", terms=["topic:grief", "audience:women"])
    assert names(named) == ["Women"]


def test_practical_help_around_the_corner_needs_no_common_topic(source, care, now):
    near = {"place": factories.make_place(**STRATFORD), "kind": "neighbours-help"}
    factories.make_listing(source, "Errands", terms=["support:instrumental"], **near)
    (match,) = suggested(care)
    assert (match.other.name, match.sort) == ("Errands", "practical")


def test_listing_without_a_topic_finds_what_is_near_and_gives_something_else(source, now):
    food = make_clinic(source, "Larder", kind="food", terms=["support:instrumental"])
    factories.make_listing(source, "Coffee", kind="social-meetup", terms=["support:companionship"])
    assert names(food) == ["Coffee"]


def test_one_question_finds_the_suggestions(circle, care, django_assert_num_queries):
    listing = Listing.objects.select_related("kind", "place").get(pk=circle.pk)
    pairing.suggestions(listing)
    with django_assert_num_queries(1):
        assert pairing.suggestions(listing)


@given(PEOPLE, PEOPLE, PEOPLE, AGES, AGES, AGES, AGES, some.booleans())
def test_suggestions_never_lead_to_what_leaves_the_people_out(own, theirs, only, a, b, c, d, has_organization):
    mine = traits(formality="formal", audience=own, minimum_age=a, maximum_age=b)
    other = traits(
        audience=theirs, only=only, minimum_age=c, maximum_age=d, organization=1 if has_organization else None
    )
    if weigh(mine, other) is None:
        return
    assert not only or only & own
    oldest = min((age for age in (b, d) if age is not None), default=130)
    assert max(a or 0, c or 0) <= oldest
    for young, guest in ((mine, other), (other, mine)):
        assert not young.is_for_minors or guest.organization is not None


@given(some.sampled_from(["women", "men"]), some.sets(some.sampled_from(["women", "men", "everyone"])))
def test_service_for_one_gender_only_never_leads_to_one_for_the_other(only, named):
    own = traits(formality="formal", only={only}, organization=1)
    match = weigh(own, traits(audience=named))
    assert (match is None) == (bool(named) and only not in named and "everyone" not in named)


@pytest.mark.parametrize(
    ("guest", "is_suggested"),
    [
        ({}, False),
        ({"organization": 7}, False),
        ({"organization": 7, "audience": {"teens"}}, True),
        ({"organization": 7, "category": {"family"}}, True),
        ({"audience": {"teens"}}, False),
    ],
)
def test_service_for_the_young_leads_only_to_organizations_that_name_them(guest, is_suggested):
    young = traits(formality="formal", organization=3, maximum_age=17)
    assert bool(weigh(young, traits(**guest))) is is_suggested


@pytest.mark.parametrize(
    ("fields", "sort", "is_other_first"),
    [
        ({"joining": {"waiting-list"}}, "bridge", True),
        ({"setting": {"residential"}}, "before", False),
        ({"setting": {"residential", "outpatient"}}, "complements", False),
        ({"support": {"instrumental"}}, "practical", False),
        ({"only": {"family-carers"}, "audience": {"women"}}, "family", False),
        ({}, "complements", False),
    ],
)
def test_sort_of_link_follows_from_what_is_known(fields, sort, is_other_first):
    match = weigh(traits(formality="formal", organization=2, **fields), traits())
    assert (match.sort, match.is_other_first) == (sort, is_other_first)
