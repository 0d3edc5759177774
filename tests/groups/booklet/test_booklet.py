"""A booklet says what a person needs to go there, and nothing that is not public."""

import pytest

from groups.booklet import By, Wish
from groups.models import Closure, ImportSource, Listing
from tests import factories
from tests.groups.booklet.papers import made, on_one_line, text_of


def printed(now, **params):
    return on_one_line(text_of(made(now, **params)))


def test_entry_says_what_when_where_how_and_since_when(now, circle, clinic):
    factories.add_contact(circle, value="020 7946 0018", note="evenings")
    Listing.objects.filter(pk=circle.pk).update(how_to_join="Just come in.", confirmed_at=now)
    text = printed(now)
    for words in (
        *("Tuesday Circle Informal meetup · Peer circle", "When: Every Tuesday, 18:30 to 20:00", "For: Grief"),
        *(
            "Where: Linden Street Library, 4 Linden Street, Hackney, London",
            "Cost: Free",
            "Just turn up. Just come in.",
        ),
        *("Contact: Phone 020 7946 0018 (evenings)", "Last confirmed on 3 March 2026."),
        *("Lea Clinic Formal service · Clinic · Lea Health", "When: Ask for times.", "not checked by us."),
        "No public phone number or address: ask them on their page.",
    ):
        assert words in text


def test_confidential_venue_is_never_printed(now, circle, source):
    factories.make_listing(source, "Safe Evening", place=factories.make_venue())
    text = printed(now)
    assert "Tuesday Circle" in text
    assert "Safe Evening" not in text


def test_home_is_printed_by_its_area_alone(now, source):
    factories.make_listing(source, "Home Circle", place=factories.make_home())
    text = printed(now)
    assert "Where: Somewhere in Hackney, London; you get the address after contact" in text
    assert "Hidden" not in text


@pytest.mark.parametrize("visibility", ["after_contact", "hidden"])
def test_contact_that_is_not_public_is_not_printed(now, circle, visibility):
    factories.add_contact(circle, value="020 7946 0777", visibility=visibility)
    assert "79460777" not in printed(now).replace(" ", "")


def test_door_that_is_shut_is_said(now, circle):
    Closure.objects.create(listing=circle, starts_on="2026-03-01", ends_on="2026-03-20")
    assert "Paused until" in printed(now)


def test_sample_is_said_to_be_made_up(now, circle):
    ImportSource.objects.update(is_sample=True)
    assert "Sample, made up." in printed(now)


def test_cover_says_what_was_searched_how_much_and_whom_to_call(now, circle, clinic):
    cover = on_one_line(made(now, topic="grief", accepting_new="").pages[0].text)
    for words in (
        *("Places to turn to", "Everywhere", "Topic: Grief", "1 place to turn to, as it was on 3 March 2026."),
        *("In danger right now? Call 999 or 112 (United Kingdom).", "Samaritans: call 116 123. All day, every day."),
        *("call before you go. The newest state is on https://support.example.org.", "Numbers not yet confirmed"),
    ):
        assert words in cover


def test_place_and_distance_are_said_as_they_were_asked(now, circle, loaded_gazetteer):
    assert "Near your position, within 5 km" in printed(now, lat="51.54", lon="-0.05", radius="5")
    assert "Near your position, within 2.5 mi" in printed(now, lat="51.54", lon="-0.05", radius="2.5", units="mi")
    assert "Near your position and further away" in printed(now, lat="51.54", lon="-0.05", radius="any")
    assert "Near your position, within 25 km" in printed(now, lat="51.54", lon="-0.05", radius="many")


def test_every_foot_says_whom_to_call_and_when_it_was_made(now, circle):
    foot = " ".join(line.text for line in made(now).foot)
    assert foot == (
        "In danger right now? Call 999 or 112 (United Kingdom). To talk to someone now: 116 123 (Samaritans, "
        "day and night); 0800 1111 (Childline, day and night). Made on 3 March 2026."
    )


def test_country_that_nobody_knows_has_words_too(now, circle):
    layout = made(now, country=None)
    assert "112, or your local emergency number" in layout.pages[0].text
    assert "Find A Helpline" in " ".join(line.text for line in layout.foot)


def test_contents_and_names_lead_to_the_right_pages(now, circle, clinic, evening):
    layout = made(now, Wish(paper="A5", is_large=True))
    for key in ("day-tu", circle.public_id, clinic.public_id, evening.public_id, "names"):
        number = layout.page_of[key]
        assert key in [start.key for start in layout.pages[number - 1].starts]
    wanted = [placed.line.page_of for page in layout.pages for placed in page.lines if placed.line.page_of]
    assert set(wanted) <= set(layout.page_of)
    assert wanted.count(evening.public_id) == 2  # on its Thursday, and among all names


def test_order_by_area_has_towns_and_districts(now, circle, clinic, evening):
    titles = [start.title for page in made(now, Wish(By.AREA)).pages for start in page.starts if start.title]
    assert titles[3:] == [
        "Contents",
        "London",
        "Hackney",
        "Stratford",
        "Online or by phone, from anywhere",
        "All names",
    ]


def test_booklet_holds_so_many_and_says_that_there_are_more(now, circle, clinic, evening):
    text = printed(now, most=2)
    assert "these are the first 2 of it." in text
    assert text.count("Contact:") == 2
    assert "more than a booklet holds" not in printed(now, most=3)


def test_nothing_found_still_says_whom_to_call(now, circle):
    layout = made(now, topic="gambling")
    assert len(layout.pages) == 1
    assert "Nothing fits all of that just now (3 March 2026)." in layout.pages[0].text
    assert "Samaritans" in layout.pages[0].text


def test_place_that_nobody_knows_gives_an_empty_booklet(now, circle, loaded_gazetteer):
    assert "Nothing fits all of that" in printed(now, near="Xyzzyqq")


def test_letters_that_cannot_be_printed_are_said_and_counted(now, source):
    listing = factories.make_listing(source, "東京 Circle")
    text = printed(now)
    assert "(?) Circle" in text
    assert (
        f"Some letters could not be printed. Its page: https://support.example.org/listings/{listing.public_id}/"
        in text
    )
    assert "1 place has letters that we could not print." in text


def test_language_is_said_in_english_where_its_own_letters_are_missing(now, source):
    factories.make_listing(source, "Language Table", terms=["language:ja", "language:es"])
    text = printed(now)
    assert "Japanese" in text
    assert "Español (Spanish)" in text
    assert "(?)" not in text


def test_long_texts_are_cut_and_lose_their_line_breaks(now, circle):
    Listing.objects.filter(pk=circle.pk).update(how_to_join="Ring.\n" * 500)
    layout = made(now)
    assert len(layout.pages) == 3
    assert "Ring. Ring." in on_one_line(text_of(layout))


@pytest.mark.parametrize("by", By)
def test_cover_in_large_type_on_small_paper_is_one_page_and_how_to_read_it_another(now, circle, by):
    layout = made(now, Wish(by, paper="A5", is_large=True), topic="grief", cost="free")
    assert [layout.page_of[key] for key in ("cover", "now", "how", "contents")] == [1, 1, 2, 3]
    assert "Samaritans: call 116 123." in on_one_line(layout.pages[0].text)
    assert made(now, Wish(by)).page_of["how"] == 1


@pytest.mark.parametrize("by", By)
def test_what_is_joined_from_anywhere_has_the_last_part_and_its_line_in_the_contents(now, circle, evening, by):
    layout = made(now, Wish(by))
    contents, near, afar = (layout.page_of[key] for key in ("contents", circle.public_id, evening.public_id))
    assert "Online or by phone, from anywhere (1 place)" in on_one_line(layout.pages[contents - 1].text)
    starts = [start.key for page in layout.pages for start in page.starts]
    assert starts.index(circle.public_id) < starts.index("online") < starts.index(evening.public_id)
    assert near <= layout.page_of["online"] <= afar


def test_large_type_takes_more_room(now, circle, clinic, evening):
    assert len(made(now, Wish(is_large=True)).pages) > len(made(now).pages)
    assert min(placed.line.size for placed in made(now, Wish(is_large=True)).pages[1].lines) == 16
