"""The zones of a country."""

import zoneinfo

import pytest

from groups.zones import zones_of


@pytest.mark.parametrize(
    ("country", "zones"),
    [
        ("GB", ("Europe/Belfast", "Europe/London", "GB", "GB-Eire")),
        ("IN", ("Asia/Calcutta", "Asia/Kolkata")),
        ("PK", ("Asia/Karachi",)),
        ("IM", ("Europe/Isle_of_Man",)),
    ],
)
def test_country_has_its_zones_and_their_former_names(country, zones):
    assert zones_of(country) == tuple(sorted(zones))


def test_country_with_many_zones_has_them_all():
    assert {"America/New_York", "Pacific/Honolulu", "US/Pacific"} <= set(zones_of("US"))
    assert "America/Toronto" not in zones_of("US")


@pytest.mark.parametrize("country", ["", None, "XX", "gb"])
def test_what_is_no_country_has_no_zones(country):
    assert zones_of(country) == ()


def test_every_zone_is_one_that_clocks_know():
    assert {zone for country in ("GB", "US", "CA", "AU", "RU", "UA") for zone in zones_of(country)} <= (
        zoneinfo.available_timezones()
    )
