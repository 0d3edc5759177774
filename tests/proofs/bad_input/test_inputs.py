"""Bad values in every place that a request has: an answer that is no failure, and nothing changed where it says no."""

import operator

import pytest

from tests.access.posts import SENDERS
from tests.proofs import rounds
from tests.proofs.bad_input import naive, spots
from tests.proofs.bad_input.asking import Try, throw
from tests.proofs.bad_input.values import VALUES

PARAMETERS = "every parameter that any page looks for, with every sort of value"
ADDRESSES = "every part of every address"
FIELDS = "every field of every form, with the others sound"
HEADERS = "headers and cookies that no browser sends"
QUOTAS = {
    PARAMETERS: (2 * len(spots.ASKING), 500, 8_000),
    ADDRESSES: (len(spots.ASKING), 120, 4_000),
    FIELDS: (len(SENDERS), 110, 5_000),
    HEADERS: (2, 60, 4_000),
}
"""How many tests throw each sort, and how many bad values each of them throws, in the short and in the long form."""

FEW_FIELDS = {"admin": 1_500}
"""Who has so few forms that no more can be thrown in their fields, each bad value once."""

pytestmark = [pytest.mark.slow, pytest.mark.ignore_template_errors]


def quota(row):
    """How many bad values one test of the row throws in this run."""
    _tests, short, long = QUOTAS[row]
    return rounds(short, long)


def is_harmless(stage, tries, tried, least):
    """Send them all; the first few lines that did harm, if any, are what the test fails with."""
    harm = throw(stage, tries)
    assert harm.count >= least
    tried(harm.count, failed=sum(line[0] == "5" for line in harm.lines))
    assert harm.lines[:20] == []


def test_enough_is_tried_in_both_forms():
    tests, short, long = zip(*QUOTAS.values(), strict=True)
    fewer = sum(QUOTAS[FIELDS][2] - most for most in FEW_FIELDS.values())
    assert sum(map(operator.mul, tests, short)) >= 5_000
    assert sum(map(operator.mul, tests, long)) - fewer >= 100_000


@pytest.mark.proof("bad input", PARAMETERS)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", spots.ASKING)
def test_no_parameter_fails(stage, tried, role, method):
    count = quota(PARAMETERS)
    is_harmless(stage, spots.of_parameters(stage, role, method, count), tried, count)


@pytest.mark.proof("bad input", ADDRESSES)
@pytest.mark.parametrize("role", spots.ASKING)
def test_no_address_fails(stage, tried, role):
    count = quota(ADDRESSES)
    is_harmless(stage, spots.of_addresses(stage, role, count), tried, count)


@pytest.mark.proof("bad input", FIELDS)
@pytest.mark.parametrize("role", sorted(SENDERS))
def test_no_field_of_a_form_fails(stage, tried, role):
    posts = {}
    for make in SENDERS[role]:
        posts |= make(stage)
    tries = spots.of_forms(stage, role, posts, quota(FIELDS))
    is_harmless(stage, tries, tried, min(quota(FIELDS), FEW_FIELDS.get(role, quota(FIELDS))))


@pytest.mark.proof("bad input", HEADERS)
@pytest.mark.parametrize("role", ["anonymous", "member"])
def test_no_header_fails(stage, tried, role):
    count = quota(HEADERS)
    is_harmless(stage, spots.of_headers(stage, role, count), tried, count)


@pytest.fixture
def careless(settings, stage):
    """The site with views beside it that take what comes as it comes."""
    settings.ROOT_URLCONF = naive.__name__
    return stage


@pytest.mark.twin("bad input", PARAMETERS)
def test_page_that_reads_parameters_as_they_come_is_found(careless):
    for name in naive.READS:
        harm = throw(careless, [Try("anonymous", "get", "/naive/", {name: value}) for value in VALUES])
        assert any(line.startswith("500") for line in harm.lines), name


@pytest.mark.twin("bad input", ADDRESSES)
def test_address_that_is_believed_is_found(careless):
    tries = [Try("anonymous", "get", spots.address("/naive/<day>/", "day", value)) for value in VALUES]
    assert any(line.startswith("500") for line in throw(careless, tries).lines)


@pytest.mark.twin("bad input", FIELDS)
def test_form_that_writes_before_it_looks_is_found(careless):
    harm = throw(careless, [Try("member", "post", "/naive/", {"age": value}, {"name": "Ana"}) for value in VALUES])
    assert any("but wrote to {'accounts_user'}" in line for line in harm.lines)
    assert any(line.startswith("500") for line in harm.lines)


@pytest.mark.twin("bad input", HEADERS)
def test_header_that_is_believed_is_found(careless):
    tries = [Try("anonymous", "get", "/naive/", headers={"Range": value}) for value in ("bytes=0-1", "bytes=x")]
    assert [line[:3] for line in throw(careless, tries).lines] == ["500"]
