"""What clients of a BMLT server ask, and what they get: each question, its shapes, and what makes no sense."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groups.choices import Precision, Visibility
from groups.forms.bmlt import BmltForm, Question
from groups.models import Closure, Listing
from tests.factories import (
    add_contact,
    make_home,
    make_listing,
    make_organization,
    make_place,
    make_venue,
    query,
    term,
    weekly,
)

pytestmark = pytest.mark.usefixtures("now")
BERLIN = {"town": "Berlin", "country": "DE", "lat": 52.52, "lon": 13.405, "timezone": "Europe/Berlin"}
NONSENSE = [
    {"switcher": ["Nothing"]},
    {},
    {"switcher": ["GetSearchResults"], "weekdays": ["8"]},
    {"switcher": ["GetSearchResults"], "weekdays": ["0"]},
    {"switcher": ["GetSearchResults"], "formats": ["many"]},
    {"switcher": ["GetSearchResults"], "formats": ["9" * 30]},
    {"switcher": ["GetSearchResults"], "meeting_ids": ["--5"]},
    {"switcher": ["GetSearchResults"], "lat_val": ["51.5"]},
    {"switcher": ["GetSearchResults"], "lat_val": ["nan"], "long_val": ["0"], "geo_width": ["5"]},
    {"switcher": ["GetSearchResults"], "lat_val": ["91"], "long_val": ["0"], "geo_width": ["5"]},
    {"switcher": ["GetSearchResults"], "lat_val": ["51"], "long_val": ["0"], "geo_width": [""]},
    {"switcher": ["GetSearchResults"], "lat_val": ["51"], "long_val": ["0"], "geo_width": ["0"]},
    {"switcher": ["GetSearchResults"], "geo_width_km": ["5"]},
    {"switcher": ["GetSearchResults"], "StartsAfterH": ["25"]},
    {"switcher": ["GetSearchResults"], "page_size": ["0"]},
    {"switcher": ["GetSearchResults"], "SearchString": ["a\x00b"]},
    {"switcher": ["GetSearchResults"], "meeting_key": ["email"], "meeting_key_value": ["x"]},
    {"switcher": ["GetSearchResults"], "meeting_key": ["meeting_name"], "meeting_key_value": ["a\x00b"]},
    {"switcher": ["GetSearchResults"], "advanced_published": ["-1"]},
    {"switcher": ["GetSearchResults"], "SearchString": ["Nowhereville"], "StringSearchIsAnAddress": ["1"]},
    {"switcher": ["GetFieldValues"]},
    {"switcher": ["GetFieldValues"], "meeting_key": ["password"]},
    {"switcher": ["GetChanges"]},
]


def ask(client, switcher=Question.SEARCH, **params):
    lists = {name: value if isinstance(value, list) else [value] for name, value in params.items()}
    return json.loads(client.get(reverse("bmlt-json"), query(switcher=[switcher], **lists)).getvalue())


def names(rows):
    return sorted({row["meeting_name"] for row in rows})


@pytest.mark.parametrize("address", ["/client_interface/json/", "/client_interface/json"])
def test_answer_is_for_every_page_and_sets_no_cookie(client, circle, address):
    response = client.get(address, {"switcher": "GetSearchResults"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
    assert response.streaming
    assert not response.cookies
    assert [row["meeting_name"] for row in json.loads(response.getvalue())] == ["Tuesday Circle"]


def test_meeting_is_text_by_the_names_of_such_servers(client, circle):
    [row] = ask(client)
    slot = circle.schedules.get()
    assert row["id_bigint"] == f"{slot.pk}3"
    assert (row["weekday_tinyint"], row["start_time"], row["duration_time"]) == ("3", "18:30:00", "01:30:00")
    assert (row["venue_type"], row["location_municipality"], row["latitude"]) == ("1", "London", "51.545")
    assert row["formats"] == "peer-circle,grief,ENG,free"
    assert row["listing_url"] == f"http://testserver/listings/{circle.public_id}/"
    assert all(isinstance(value, str) for value in row.values())


@pytest.mark.parametrize("params", NONSENSE, ids=str)
@pytest.mark.parametrize("shape", ["json", "jsonp", "csv"])
def test_nonsense_gets_an_empty_answer(client, circle, params, shape):
    response = client.get(reverse(f"bmlt-{shape}"), query(**params))
    expected = {"json": b"[]", "jsonp": b"/**/callback([]);", "csv": b""}
    assert (response.status_code, response.getvalue()) == (200, expected[shape])


def test_script_calls_back_by_a_plain_name(client, circle):
    response = client.get(reverse("bmlt-jsonp"), {"switcher": "GetSearchResults", "callback": "jsonp_17_5"})
    text = response.getvalue().decode()
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert text.startswith("/**/jsonp_17_5([")
    assert text.endswith("]);")


@pytest.mark.parametrize("name", ["alert(1)", "a;b", "1a", "a b", "a.", "<script>", "é", "a" * 101])
def test_script_refuses_any_other_name(client, circle, name):
    response = client.get(reverse("bmlt-jsonp"), {"switcher": "GetSearchResults", "callback": name})
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain"
    assert name not in response.content.decode()


def test_text_cannot_end_the_script(client, source):
    make_listing(source, description="</script> \u2028 circle", slots=[weekly("TU", "18:30")])
    text = client.get(reverse("bmlt-jsonp"), {"switcher": "GetSearchResults"}).getvalue().decode()
    assert "\u2028" not in text
    assert "\\u2028" in text


def test_table_has_harmless_cells(client, source):
    make_listing(source, "=cmd()", slots=[weekly("TU", "18:30")])
    text = client.get(reverse("bmlt-csv"), {"switcher": "GetSearchResults"}).getvalue().decode()
    [row] = csv.DictReader(io.StringIO(text))
    assert row["meeting_name"] == "'=cmd()"
    assert row["longitude"] == "-0.055"


def test_what_nobody_may_know_stays(client, source):
    make_listing(source, "Refuge", place=make_venue(), slots=[weekly("TU", "18:30")])
    make_listing(source, "Draft", published=False, slots=[weekly("TU", "18:30")])
    kitchen = make_listing(source, "Kitchen", place=make_home(), slots=[weekly("TU", "18:30")])
    add_contact(kitchen, value="020 7946 0018", visibility=Visibility.AFTER_CONTACT)
    rows = ask(client)
    assert names(rows) == ["Kitchen"]
    assert "Hidden Row" not in str(rows)
    assert "79460018" not in str(rows).replace(" ", "")
    assert "only the middle of the area" in rows[0]["location_info"]
    assert [row["name"] for row in ask(client, Question.BODIES)] == ["Support Finder", "Field notes"]
    assert "Refuge" not in str(ask(client, Question.VALUES, meeting_key="meeting_name"))


def test_some_weeks_of_the_month_are_said(client, source):
    second = weekly("TU", "18:30", freq="MONTHLY", byday=["1TU", "3TU"])
    listing = make_listing(source, "Rarely", slots=[second])
    [row] = ask(client, lang_enum="en")
    assert row["comments"] == "1st and 3rd Tuesday of the month only"
    assert row["formats"].endswith("1.,3.")
    assert names(ask(client, formats="1000003")) == ["Rarely"]
    assert ask(client, formats="1000002") == []
    assert ask(client, formats="-1000003") == []
    assert listing.schedules.get().freq == "MONTHLY"


@pytest.mark.parametrize(
    "slot",
    [
        weekly("TU", "18:30", interval=2),
        weekly("TU", "18:30", freq="ONCE", starts_on=date(2026, 3, 10)),
        weekly("TU", "18:30", freq="MONTHLY", bymonthday=[15]),
        weekly("TU", "18:30", freq="MONTHLY", byday=["-2TU"]),
        weekly("TU", "18:30", freq="MONTHLY", byday=["1TU", "-2TU"]),
        weekly("TU", "18:30", season_from="01-01", season_until="06-30"),
        weekly("TU", "18:30", starts_on=date(2026, 3, 24)),
    ],
    ids=["every other week", "once", "day of the month", "2nd to last", "1st and 2nd to last", "season", "later"],
)
def test_what_is_not_weekly_is_left_out_and_counted(client, source, circle, slot):
    make_listing(source, "Other", slots=[slot])
    assert names(ask(client)) == ["Tuesday Circle"]
    assert ask(client, Question.SERVER)[0]["slots_left_out"] == "1"


def test_pause_is_said(client, circle, evening):
    Closure.objects.create(listing=circle, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 20), note="Paint")
    [row] = ask(client, formats="1000000")
    assert row["formats"].startswith("TC,")
    assert "Paint" in row["comments"]
    assert names(ask(client, formats="-1000000")) == ["Evening Online"]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"weekdays": "3"}, 2),
        ({"weekdays[]": ["3", "5"]}, 3),
        ({"weekdays": "-3"}, 1),
        ({"venue_types": "2"}, 2),
        ({"venue_types[]": "-2"}, 1),
        ({"StartsAfterH": "18", "StartsAfterM": "30"}, 2),
        ({"StartsAfterH": "18", "StartsAfterM": "29"}, 3),
        ({"StartsBeforeH": "21"}, 1),
        ({"EndsBeforeH": "20"}, 1),
        ({"EndsBeforeH": "19", "EndsBeforeM": "59"}, 0),
        ({"MinDurationH": "1", "MinDurationM": "30"}, 3),
        ({"MaxDurationH": "1"}, 0),
        ({"SearchString": "tues"}, 1),
        ({"meeting_key": "location_municipality", "meeting_key_value": "london"}, 1),
        ({"page_size": "2"}, 2),
        ({"page_size": "2", "page_num": "2"}, 1),
        ({"weekdays": "3,-3"}, 0),
        ({"root_server_ids": "1"}, 3),
    ],
    ids=str,
)
def test_parameter_means(client, circle, evening, params, found):
    assert len(ask(client, **params)) == found


def test_formats_are_joined_by_and_or_or(client, circle, evening):
    grief, anxiety = term("topic:grief").pk, term("topic:anxiety-panic").pk
    assert ask(client, formats=[f"{grief},{anxiety}"]) == []
    both = ask(client, **{"formats[]": [str(grief), str(anxiety)]}, formats_comparison_operator="OR")
    assert names(both) == ["Evening Online", "Tuesday Circle"]
    assert names(ask(client, formats=f"-{grief}")) == ["Evening Online"]
    assert ask(client, formats="999999") == []


@pytest.mark.parametrize("comparison", ["AND", "OR"])
def test_many_formats_cost_no_more_than_one(client, circle, comparison):
    known = [one["id"] for one in ask(client, Question.FORMATS, show_all="1") if int(one["id"]) < 1_000_000]
    assert len(known) > 100

    def selects(formats):
        with CaptureQueriesContext(connection) as asked:
            ask(client, formats=formats, formats_comparison_operator=comparison)
        return max(one["sql"].count("SELECT") for one in asked.captured_queries)

    assert selects(",".join(known)) == selects(known[0])
    assert selects(",".join(f"-{one}" for one in known)) == selects(f"-{known[0]}")


def test_number_that_comes_again_counts_once():
    form = BmltForm(QueryDict("switcher=GetSearchResults&formats=5,-7,5&formats[]=5"))
    assert form.is_valid()
    assert form.cleaned_data["formats"] == ([5], [7])


def test_all_formats_means_paused_and_weeks_of_the_month_too(client, source, circle):
    slot = weekly("TU", "18:30", freq="MONTHLY", byday=["1TU", "3TU"])
    rare = make_listing(source, "Rarely", terms=["topic:grief"], slots=[slot])
    grief = term("topic:grief").pk
    assert names(ask(client, formats=f"{grief},1000001,1000003")) == ["Rarely"]
    assert ask(client, formats=f"{grief},1000001,1000002") == []
    assert ask(client, formats=f"{grief},1000000") == []
    Closure.objects.create(listing=rare, starts_on=date(2026, 3, 1))
    assert names(ask(client, formats=f"{grief},1000000")) == ["Rarely"]


def test_circle_leaves_out_what_is_far_or_nowhere(client, source, circle, evening):
    make_listing(source, "Berlin", place=make_place(**BERLIN), slots=[weekly("MO", "10:00")])
    hackney = {"lat_val": "51.545", "long_val": "-0.055"}
    assert names(ask(client, **hackney, geo_width="10")) == ["Tuesday Circle"]
    assert names(ask(client, **hackney, geo_width_km="-1")) == ["Tuesday Circle"]
    near, far = ask(client, **hackney, geo_width="-2", sort_results_by_distance="1")
    assert (near["distance_in_km"], far["meeting_name"]) == ("0.000000", "Berlin")
    assert float(far["distance_in_miles"]) == pytest.approx(575, abs=1)
    assert len(ask(client, **hackney)) == 4


def test_address_is_looked_up_here(client, gazetteer, source, circle):
    make_listing(source, "Berlin", place=make_place(**BERLIN), slots=[weekly("MO", "10:00")])
    asked = {"SearchString": "London", "StringSearchIsAnAddress": "1", "SearchStringRadius": "30"}
    assert names(ask(client, **asked)) == ["Tuesday Circle"]


def test_numbers_beyond_all_counting_are_no_failure(client, circle):
    assert ask(client, page_size=str(10**9), page_num=str(10**9)) == []
    assert len(ask(client, lat_val="51.5", long_val="0", geo_width="-1e300")) == 1
    assert len(ask(client, lat_val="51.5", long_val="0", geo_width="1e308")) == 1
    assert ask(client, meeting_ids=str(2**63 - 1), services=str(2**63 - 1), formats=str(2**63 - 1)) == []


def test_numbers_as_words_are_meetings(client, circle, evening):
    number = ask(client, weekdays="5")[0]["id_bigint"]
    assert [row["id_bigint"] for row in ask(client, SearchString=f"{number}, 17")] == [number]
    assert len(ask(client, meeting_ids=f"-{number}")) == 2


def test_service_bodies_have_their_meetings(client, source, circle):
    trust = make_organization(website="https://trust.example.org")
    make_organization("Nobody sees")
    make_listing(source, "Trusted", organization=trust, slots=[weekly("MO", "10:00")])
    site, body, other = ask(client, Question.BODIES)
    assert (body["name"], body["parent_id"], body["url"]) == (trust.name, site["id"], trust.website)
    assert names(ask(client, services=body["id"])) == ["Trusted"]
    assert names(ask(client, services=f"-{body['id']}")) == ["Tuesday Circle"]
    assert names(ask(client, services=other["id"])) == ["Tuesday Circle"]
    assert ask(client, services=site["id"]) == []
    assert len(ask(client, services=site["id"], recursive="1")) == 2
    assert [row["id"] for row in ask(client, Question.BODIES, **{"services[]": body["id"]}, parents="1")] == [
        "1",
        body["id"],
    ]
    assert [row["id"] for row in ask(client, Question.BODIES, services=f"-{body['id']}")] == ["1", other["id"]]


def test_used_formats_come_along_or_alone(client, circle):
    answer = ask(client, get_used_formats="")
    keys = [one["key_string"] for one in answer["formats"]]
    assert list(answer) == ["meetings", "formats"]
    assert keys == answer["meetings"][0]["formats"].split(",")
    alone = ask(client, get_used_formats="1", get_formats_only="1")
    assert alone == {"formats": answer["formats"]}


def test_formats_by_key_are_told_whether_used_or_not(client, circle):
    found = ask(client, Question.FORMATS, **{"key_strings[]": ["TC", "VM", "HY"]})
    assert [one["key_string"] for one in found] == ["TC", "VM", "HY"]
    used = {one["key_string"] for one in ask(client, Question.FORMATS)}
    assert {"TC", "grief"} <= used
    assert "gambling" not in used
    assert "gambling" in {one["key_string"] for one in ask(client, Question.FORMATS, show_all="1")}
    grief = str(term("topic:grief").pk)
    assert [one["id"] for one in ask(client, Question.FORMATS, format_ids=grief)] == [grief]
    assert grief not in {one["id"] for one in ask(client, Question.FORMATS, format_ids=f"-{grief}")}


def test_fields_can_be_chosen(client, circle):
    [row] = ask(client, data_field_key="meeting_name,start_time,nothing")
    assert list(row.items()) == [("meeting_name", "Tuesday Circle"), ("start_time", "18:30:00")]
    assert {"key", "description"} == set(ask(client, Question.KEYS)[0])


def test_values_have_their_meetings(client, circle, evening):
    days = ask(client, Question.VALUES, meeting_key="weekday_tinyint")
    assert [day["weekday_tinyint"] for day in days] == ["3", "5"]
    assert len(days[0]["ids"].split(",")) == 2
    free = str(term("cost:free").pk)
    [only] = ask(client, Question.VALUES, meeting_key="weekday_tinyint", specific_formats=free)
    assert len(only["ids"].split(",")) == 1


def test_area_is_the_box_round_all(client, source, circle, clinic):
    make_listing(source, "Refuge", place=make_venue(lat=1, lon=1))
    assert ask(client, Question.AREA) == [
        {
            "nw_corner_longitude": "-0.055",
            "nw_corner_latitude": "51.545",
            "se_corner_longitude": "-0.0033",
            "se_corner_latitude": "51.5416",
        }
    ]


def test_area_of_an_empty_directory_is_no_failure(client, db):
    assert ask(client, Question.AREA)[0]["nw_corner_latitude"] == "0.0"
    assert ask(client, get_used_formats="") == {"meetings": [], "formats": []}
    assert ask(client, Question.SERVER)[0]["version"] == "4.0.0"


def test_precise_enough(client, source):
    place = make_place(precision=Precision.TOWN, directions="Ring twice")
    make_listing(source, place=place, slots=[weekly("TU", "18:30")])
    [row] = ask(client)
    assert row["location_info"].startswith("Ring twice; The point on the map")


@pytest.mark.parametrize("number", [1, 4])
def test_search_asks_the_same_number_of_questions(client, source, number, django_assert_num_queries):
    for index in range(number):
        make_listing(source, f"Circle {index}", terms=["topic:grief"], slots=[weekly("TU", "18:30")])
    ask(client)  # the lexicon is kept
    with django_assert_num_queries(8):
        assert len(ask(client)) == number


def test_answer_is_read_in_lots(client, source, monkeypatch):
    monkeypatch.setattr("groups.bmlt.answers.BATCH", 2)
    for index in range(5):
        make_listing(source, f"Circle {index}", slots=[weekly("TU", "18:30")])
    assert len(ask(client)) == Listing.objects.count() == 5
