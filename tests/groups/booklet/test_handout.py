"""One sheet about one listing: all that one needs, on one page, and nothing that is not public."""

from io import BytesIO

import pytest
import segno
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from groups import moderation
from groups.booklet import Handout, sheet_of
from groups.booklet.pages import PAPERS
from groups.crisis import help_for
from groups.models import Closure, Contact, FirstVisit, Listing, Session
from tests import factories
from tests.conftest import NOW
from tests.groups.booklet.papers import Pdf
from tests.groups.desk import text_of

LONG = "Ünder the bridge, then left; "


@pytest.fixture
def page(client, now):
    """Reads the sheet of a listing as text."""
    return lambda listing: text_of(client.get(f"{listing.get_absolute_url()}print/"))


def fill_up(listing):
    """Give a listing as much as it can hold of everything."""
    factories.add_first_visit(
        listing, **dict.fromkeys(FirstVisit.QUESTIONS, "depends"), greeter="G" * 200, what_to_expect=LONG * 100
    )
    Listing.objects.filter(pk=listing.pk).update(
        name="Wide Mountain " * 14, description=LONG * 100, how_to_join="Ring.\n" * 300, wait_weeks=3,
        wait_checked_on="2026-02-03", accepting_new=True, accepting_new_checked_on="2026-02-04",
    )  # fmt: skip
    for nth in range(12):
        factories.add_contact(listing, value=f"020 7946 00{nth:02}", note="N" * 100)
        factories.add_slot(listing, **factories.weekly("WE", f"{nth + 8:02}:15", note=LONG * 8))
        Closure.objects.create(listing=listing, starts_on=f"2026-04-{nth + 1:02}", note="C" * 200)
    for day in ("2026-03-04", "2026-03-11", "2026-03-18"):
        Session.objects.create(schedule=listing.schedules.first(), original_on=day, status="cancelled", note="N" * 250)
    for slug in ("food", "childcare", "transport"):
        factories.add_help(listing, slug, how_to_ask="H" * 200)
    return Listing.objects.get(pk=listing.pk)


def test_sheet_holds_what_one_needs_to_go_there(page, circle):
    factories.add_contact(circle, value="020 7946 0018")
    factories.add_first_visit(circle, must_speak="no", greeter="Ada", what_to_expect="Somebody makes tea.")
    text = page(circle)
    for words in (
        *("Tuesday Circle", "Every Tuesday, 18:30 to 20:00", "Next: 3 March 2026", "4 Linden Street", "020 7946 0018"),
        *(
            "Just turn up",
            "Somebody makes tea.",
            "Do I have to speak? No.",
            "Who greets me? Ada",
            "Cost: Free",
            "For: Grief",
        ),
        *(
            "In danger right now? Call 999 or 112",
            "Samaritans: call 116 123",
            f"http://testserver/listings/{circle.public_id}/",
        ),
    ):
        assert words in text


def test_code_leads_to_the_page_and_tells_nothing_else(client, now, circle):
    expected = segno.make(f"http://testserver/listings/{circle.public_id}/", error="m")
    page = client.get(f"{circle.get_absolute_url()}print/?from=poster").content.decode()
    assert expected.svg_inline(border=2, omitsize=True) in page
    assert "from=poster" not in page


def test_pdf_has_the_same_words_and_code(client, now, circle):
    answer = client.get(f"{circle.get_absolute_url()}hand-out.pdf")
    pdf = Pdf(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert (pdf.page_count, pdf.title, pdf.outline[:2]) == (1, "Tuesday Circle", ["Tuesday Circle", "When"])
    assert f"A code that leads to http://testserver/listings/{circle.public_id}/" in pdf.alternatives
    assert pdf.links == [f"http://testserver/listings/{circle.public_id}/"] * 2


def test_code_on_paper_is_that_of_the_address(now, circle):
    (picture,) = sheet_of(handout_of(circle))[1]
    drawn = BytesIO()
    segno.make(f"https://a.example/{circle.public_id}", error="m").save(
        drawn, kind="svg", border=0, xmldecl=False, omitsize=True
    )
    assert picture.svg == drawn.getvalue()


@pytest.mark.parametrize("paper", PAPERS)
def test_fullest_sheet_is_one_page(client, now, circle, paper):
    answer = client.get(f"{fill_up(circle).get_absolute_url()}hand-out.pdf?paper={paper}")
    assert Pdf(answer.content).page_count == 1


@pytest.mark.parametrize("visibility", ["after_contact", "hidden"])
def test_sheet_holds_no_contact_that_is_not_public(page, client, circle, visibility):
    factories.add_contact(circle, value="020 7946 0777", visibility=visibility)
    assert "79460777" not in page(circle).replace(" ", "")


@pytest.mark.parametrize("make_place", [factories.make_home, factories.make_venue])
def test_sheet_of_a_concealed_place_names_its_area(page, source, make_place):
    text = page(factories.make_listing(source, "Quiet Evening", place=make_place()))
    assert "Somewhere in Hackney, London; you get the address after contact" in text
    assert "Hidden Row" not in text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"closed_on": "2026-03-01"}, "Closed for good since 1 March 2026."),
        ({"is_checked_now": True}, "is being checked"),
    ],
)
def test_door_that_is_shut_is_said(page, circle, state, words):
    Listing.objects.filter(pk=circle.pk).update(**state)
    assert words in page(circle)


def test_pause_is_said_with_its_days(page, circle):
    Closure.objects.create(listing=circle, starts_on="2026-03-01", ends_on="2026-03-20", note="New floor.")
    assert "Closed from 1 March 2026 to 20 March 2026. New floor." in page(circle)


@pytest.mark.parametrize("name", ["listing-print", "listing-handout"])
def test_sheet_of_what_is_not_public_is_not_found(client, now, circle, name):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    assert client.get(reverse(name, args=[circle.public_id])).status_code == 404


@pytest.mark.parametrize("name", ["listing-print", "listing-handout"])
def test_sheet_asks_a_fixed_number_of_questions(client, now, circle, name, django_assert_num_queries):
    client.get(reverse(name, args=[circle.public_id]))
    with django_assert_num_queries(9):
        client.get(reverse(name, args=[circle.public_id]))


def handout_of(listing):
    listing.live_schedules, listing.public_contacts, listing.pause, listing.has_change = [], [], None, False
    told = {"closures": [], "changes": [], "next_dates": [], "first_visit": None, "practical_help": []}
    return Handout(listing, told, {}, NOW, f"https://a.example/{listing.public_id}", help_for("GB"))


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=200), st.text(max_size=600), st.sampled_from(sorted(PAPERS)))
def test_whatever_is_written_fits_on_one_sheet(circle, name, text, paper):
    circle.name, circle.description, circle.how_to_join = name, text, text
    handout = handout_of(circle)
    circle.public_contacts = [Contact(channel="phone", value=text[:200])] * 4
    layout, _pictures = sheet_of(handout, paper)
    assert len(layout.pages) == 1
    bottoms = [placed.bottom for placed in layout.pages[0].lines]
    assert max(bottoms) <= layout.paper.height - layout.paper.margin + 0.01
