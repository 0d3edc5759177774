"""The whole directory as data: as often as one visitor may have it, whichever format they ask for."""

import pytest

from groups.views import streaming

pytestmark = pytest.mark.django_db

MEETINGS = "/client_interface/json/?switcher=GetSearchResults"
EVERYTHING = [
    *("/feeds/meeting-guide.json", "/feeds/meeting-guide/report.json?near=Leeds"),
    *(f"/feeds/listings.{kind}" for kind in ("csv", "geojson", "xlsx")),
    *("/hsds/services?format=ndjson", "/hsds/organizations?format=ndjson&full=true"),
    *(MEETINGS, MEETINGS.replace("json", "jsonp"), MEETINGS.replace("json", "csv"), f"{MEETINGS}&weekdays=1,2"),
    *(f"{MEETINGS}&page_size=1000000", f"{MEETINGS}&lat_val=51&long_val=0&geo_width_km=20000"),
    f"{MEETINGS}&lat_val=51&long_val=0",
]
PARTS = [
    *("/feeds/", "/feeds/new.atom", "/sitemap.xml", "/feeds/template.csv", "/hsds/services?full=true"),
    "/hsds/services?minimal=true&per_page=1000",
    *(f"{MEETINGS}&page_size=20", f"{MEETINGS}&meeting_ids=12", f"{MEETINGS}&lat_val=51&long_val=0&geo_width=-10"),
    *(f"{MEETINGS}&lat_val=51&long_val=0&geo_width_km=25", "/client_interface/json/?switcher=GetFormats"),
]


@pytest.fixture(autouse=True)
def two_in_ten_minutes(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"dumping": "2/10m/key"}


@pytest.mark.parametrize("address", [*EVERYTHING, "/hsds/services?minimal=true"])
def test_third_time_is_refused_with_a_sentence(client, circle, now, address):
    answers = [client.get(address) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refused = answers[-1]
    assert refused.content.decode() == "You asked for the whole list very often. Please ask again in 600 seconds."
    assert (refused["Retry-After"], refused["Access-Control-Allow-Origin"]) == ("600", "*")
    assert "no-store" in refused["Cache-Control"]
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_all_formats_count_together(client, circle, now):
    assert [client.get(address).status_code for address in EVERYTHING[:4]] == [200, 200, 429, 429]


@pytest.mark.parametrize("address", PARTS)
def test_part_of_it_is_not_counted(client, circle, now, address):
    assert {client.get(address).status_code for _time in range(4)} == {200}


@pytest.mark.parametrize("address", EVERYTHING)
def test_head_makes_nothing_and_is_not_counted(client, circle, now, address, monkeypatch):
    monkeypatch.setattr(streaming, "in_chunks", None)
    answers = [client.head(address) for _time in range(3)]
    assert [(answer.status_code, answer.getvalue()) for answer in answers] == [(200, b"")] * 3
