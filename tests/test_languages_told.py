"""What a group says of itself, countries and distances: told in the language of the reader, on pages and on paper."""

import re

import pytest
from django.utils.translation import override

from groups import booklet, content, crisis, data_words, geocoding, place_names
from groups.alphabet import sort_key
from groups.booklet import words
from groups.choices import BookingState
from groups.countries import codes_by_key, country_choices, country_name
from groups.found import label_of
from groups.models import Listing
from groups.place_names import name_key
from tests import factories
from tests.groups.booklet.papers import search

TEXTS = {
    "es": {"description": "Té y charla.", "how_to_join": "Ven y ya está.", "what_to_expect": "Nos sentamos en ronda."},
    "ur": {"description": "چائے اور بات چیت۔", "how_to_join": "بس آ جائیں۔", "what_to_expect": "ہم گول بیٹھتے ہیں۔"},
}
FIRST = {"description": "Tea and talk.", "how_to_join": "Just come.", "what_to_expect": "We sit in a round."}
SHEETS = {
    "{page}print/": FIRST.keys(),
    "{page}poster/": ["description"],
    "/short-list/?listing={id}": ["how_to_join", "what_to_expect"],
}


@pytest.fixture
def trilingual(circle):
    content.write(circle, {"texts": TEXTS})
    factories.add_first_visit(circle, what_to_expect=FIRST["what_to_expect"])
    Listing.objects.filter(pk=circle.pk).update(description=FIRST["description"], how_to_join=FIRST["how_to_join"])
    return Listing.objects.get(pk=circle.pk)


def sheet(client, address, listing, language):
    with override("en"):
        path = address.format(page=listing.get_absolute_url(), id=listing.public_id)
    return client.get(path if language == "en" else f"/{language}{path}").content.decode()


@pytest.mark.parametrize("language", ["en", "es", "ur"])
@pytest.mark.parametrize("address", SHEETS)
def test_sheet_tells_it_in_the_language_of_the_reader(client, now, trilingual, address, language):
    page = sheet(client, address, trilingual, language)
    said = {"en": FIRST, **TEXTS}
    told = {code: [name for name in SHEETS[address] if texts[name] in page] for code, texts in said.items()}
    assert told == {code: [*SHEETS[address]] if code == language else [] for code in said}


def test_words_of_a_group_say_which_way_they_run(client, now, trilingual):
    page = sheet(client, "/short-list/?listing={id}", trilingual, "ur")
    for text in (TEXTS["ur"]["how_to_join"], TEXTS["ur"]["what_to_expect"]):
        assert f'<p dir="auto">{text}</p>' in page
    assert f'<p dir="auto">{TEXTS["ur"]["description"]}</p>' in sheet(client, "{page}print/", trilingual, "ur")


def test_words_of_a_group_keep_their_order_among_those_of_the_page(circle):
    Listing.objects.filter(pk=circle.pk).update(how_to_join="Ring, then come in.")
    circle.refresh_from_db()
    with override("ur"):
        assert words.joining_of(circle, {}).endswith(
            "\N{FIRST STRONG ISOLATE}Ring, then come in.\N{POP DIRECTIONAL ISOLATE}"
        )
    assert "\N{FIRST STRONG ISOLATE}" not in words.joining_of(circle, {})


@pytest.mark.parametrize("language", ["es", "ur"])
def test_booklet_tells_it_in_the_language_of_the_reader(trilingual, language):
    with override(language):
        told = words.joining_of(trilingual, {})
    assert TEXTS[language]["how_to_join"] in told
    assert FIRST["how_to_join"] not in told


def test_booklet_reads_the_texts_with_the_listings(now, trilingual, django_assert_num_queries):
    (listing,) = booklet.Found(search(now)).listings
    with django_assert_num_queries(0):
        assert listing.texts == TEXTS


# Countries


@pytest.mark.parametrize("language", ["es", "ur"])
def test_every_country_has_its_name_in_each_language(language):
    told = data_words.by_language()[language]["country"]
    assert told.keys() == place_names.countries().keys()
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize("language", ["en", "es", "ur"])
def test_country_is_known_by_the_name_that_any_page_shows(language):
    with override(language):
        shown = {code: country_name(code) for code in place_names.countries()}
    wrong = {code: name for code, name in shown.items() if codes_by_key().get(name_key(name)) != code}
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "es", "ur"])
@pytest.mark.usefixtures("gazetteer")
def test_place_is_found_again_by_the_label_of_any_page(language):
    with override(language):
        labels = [geocoding.resolve(text).best.label for text in ("Lahore", "Berlin", "Paris, TX", "France", "10467")]
    for other in ("en", "es", "ur"):
        with override(other):
            for label in labels:
                found = geocoding.resolve(label)
                assert (found.best is not None, found.notice) == (True, ""), label


def test_place_is_named_with_its_country_in_the_language_of_the_page():
    named = {}
    for language in ("en", "es", "ur"):
        with override(language):
            named[language] = label_of("Springfield", "Illinois", "US")
    assert named == {
        "en": "Springfield, Illinois, United States",
        "es": "Springfield, Illinois, Estados Unidos",
        "ur": "Springfield، Illinois، ریاست ہائے متحدہ امریکہ",
    }


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("es", ["Ángel", "casa", "ñandú", "oso", "Zaragoza"]),
        (
            "ur",
            ["آسٹریا", "آئرلینڈ", "ارجنٹینا", "پاکستان", "ترکی", "ٹوگو", "کینیڈا", "گھانا", "ہنگری", "یمن"],
        ),
        ("en", ["Åland", "Albania", "Zambia"]),
    ],
)
def test_names_stand_where_people_of_the_language_look(language, names):
    with override(language):
        assert sorted(names, key=sort_key) == names


@pytest.mark.parametrize("language", ["en", "es", "ur"])
def test_countries_to_choose_from_are_in_that_order(language):
    with override(language):
        for choices in (crisis.countries()[1:], country_choices()):
            names = [name for _code, name in choices]
            assert names == sorted(names, key=sort_key)


# Distances, and words with two jobs


@pytest.mark.parametrize(("language", "units"), [("es", ["km", "mi"]), ("ur", ["کلومیٹر", "میل"])])
def test_units_are_told_in_the_language_of_the_page(client, circle, language, units):
    page = client.get(f"/{language}/search/", {"near": "51.55,-0.05", "radius": "25"}).content.decode()
    options = re.findall(r'<option value="(?:km|mi)"[^>]*>([^<]+)<', page)
    assert options[:2] == units
    assert re.search(rf'class="card-distance">[^<]*{units[0]}<', page)


@pytest.mark.parametrize(("language", "state"), [("es", "Viene"), ("ur", "آنا طے ہے")])
def test_state_of_a_booking_is_not_the_heading_over_the_way_to_book(language, state):
    with override(language):
        assert str(BookingState.COMING.label) == state
