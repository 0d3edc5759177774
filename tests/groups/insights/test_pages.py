"""The pages of published figures: with many people, with few, with nobody; and their files."""

import csv
import io

import pytest

from groups import insights, moderation
from groups.insights import drawing, exporting
from groups.insights.tables import Figure, Program
from groups.models import Listing, Snapshot
from tests.groups.desk import text_of
from tests.groups.insights.people import EARLIER, MARCH, check_in, make_people, say


@pytest.fixture
def full(circle, now):
    """Figures of March in all three tables."""
    people = make_people(80)
    say(circle, people[:40], 8)
    say(circle, people[40:], 7, weeks=1)
    for begins, day in ((0, 1), (40, 2)):
        check_in(people[begins : begins + 40], 5, 4, on=EARLIER.replace(day=day), programs=[circle])
    check_in(people[:40], 3, lambda turn: turn % 7, programs=[circle])
    check_in(people[40:], 10, lambda turn: 5 + turn % 8)
    return insights.publish(MARCH, now)


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_page_without_any_figures_is_calm(client, now, db):
    page = text_of(client.get("/insights/"))
    assert "No figures yet" in page
    assert "Models of support" in page
    assert "fewer than 10" not in page.lower().partition("how we made it")[0]


def test_page_shows_the_three_by_their_names(client, full, circle):
    page = text_of(client.get("/insights/"))
    for name in ("Graph 1: support", "Chart 1: kinds of community support", "Table 1: programs side by side"):
        assert name in page
    assert "Figures of March 2026" in page
    assert "self-selected" in page
    assert "They cannot show cause" in page
    assert "SMD 0.20, 95 % interval 0.11 to 0.29" in page
    assert "SAMPLE" not in page


def test_page_has_the_figures_with_people_and_interval(client, full, circle):
    page = text_of(client.get("/insights/"))
    assert "7.5 7.4 to 7.6" in page  # 80 people, half of them 7 and half 8
    assert "not validated" in page
    assert "50 % 39 to 61 %" in page  # 40 of 80 stayed
    assert client.get("/insights/2026-03/").status_code == 200


def test_models_of_support_come_above_the_table_of_programs(client, full):
    page = text_of(client.get("/insights/"))
    assert page.index("Chart 1:") < page.index("What studies found of models of support") < page.index("Table 1:")


def test_page_with_little_data_says_so(client, circle, now):
    say(circle, make_people(12), 8)
    insights.publish(MARCH, now)
    page = text_of(client.get("/insights/"))
    assert "Too few people have told us how they are" in page
    assert "Too few people have said what helped them" in page
    assert "No program has enough people yet" in page


def test_drawings_have_a_name_and_no_style(client, full):
    page = client.get("/insights/").content.decode()
    assert page.count('role="img"') == 3
    assert page.count("<title id=") == page.count("<desc id=") == 3
    assert "style=" not in page
    assert "NaN" not in page


def test_made_up_figures_say_so_everywhere(client, full):
    Snapshot.objects.update(is_sample=True)
    page = client.get("/insights/").content.decode()
    assert "SAMPLE: these figures are made up." in page
    assert page.count('class="sample-mark"') >= 3
    for name in exporting.TABLES:
        assert rows_of(client.get(f"/insights/2026-03/{name}.csv"))[0] == [
            "SAMPLE: made-up figures, not of real people."
        ]
        assert client.get(f"/insights/2026-03/{name}.json").json()["is_sample"] is True


def test_files_have_what_the_page_shows(client, full, circle):
    rows = rows_of(client.get("/insights/2026-03/chart-1.csv"))
    assert rows[2] == ["category", "sort", "people", "mean_0_to_10", "low_95", "high_95"]
    assert ["peer", "emotional", "80", "7.5", "7.4", "7.6"] in rows
    assert ["family", "emotional", "fewer than 10, or held back", "", "", ""] in rows
    [row] = client.get("/insights/2026-03/table-1.json").json()["rows"]
    assert (row["name"], row["people"], row["stayed_percent"]) == ("Tuesday Circle", 80, 50)
    parts = {row["part"] for row in client.get("/insights/2026-03/graph-1.json").json()["rows"]}
    assert parts == {"rank correlation", "mean well-being", "people"}


def test_file_runs_no_formula(client, full, circle):
    Listing.objects.filter(pk=circle.pk).update(name="=1+1")
    assert "'=1+1" in rows_of(client.get("/insights/2026-03/table-1.csv"))[-1]


def test_program_that_is_no_longer_public_is_not_named(client, full, circle):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    assert "Tuesday Circle" not in text_of(client.get("/insights/"))
    assert client.get("/insights/2026-03/table-1.json").json()["rows"] == []


@pytest.mark.parametrize("path", ["2026-02/", "2026-13/", "march/", "2026-03/table-9.csv", "2026-03/graph-1.xml"])
def test_what_was_never_published_is_not_there(client, full, path):
    assert client.get(f"/insights/{path}").status_code == 404


def test_page_needs_three_statements(client, full, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/insights/")


def test_drawing_of_programs_holds_the_line_of_no_change(circle):
    lost = Program(circle, Figure(20), Figure(20, -1.5, -2.2, -0.8))
    assert [tick["label"] for tick in drawing.forest([lost])["across"]] == ["-3", "0"]
    gained = Program(circle, Figure(20), Figure(20, 0.5, 0.2, 0.8))
    assert [tick["label"] for tick in drawing.forest([gained])["across"]] == ["0", "+1"]
