"""Facilities: what their codes mean for a person who looks for help."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.choices import Precision
from groups.interop import samhsa
from groups.interop.reading import table
from groups.taxonomy import shipped_rows
from tests.groups.interop.files import csv_file, fields, words, zipped

CODES = Path(__file__).resolve().parents[4] / "shared/data/samhsa_mental_health_2022_service_codes.csv.gz"

HARBOR = {
    "name1": "Harbor Health", "name2": "Pier Clinic", "street1": "1 Pier Road", "street2": "Suite 2", "city": "Salem",
    "state": "OR", "zip": "97301", "phone": "503-555-0100 x12", "intake1": "503-555-0101", "intake2": "",
    "intake1a": "", "intake2a": "",
    "service_code_info": "MH * OP * OMH * ARIPI * CBT GT TELE * MC MD * SS * VET PTSD * ADLT SNR YAD * SP AH",
}  # fmt: skip


def load(*rows, **options):
    return list(samhsa.load(csv_file(rows or [HARBOR]), **options))


def with_codes(codes):
    [record] = load(HARBOR | {"service_code_info": codes})
    return record


def test_facility_has_its_names_place_and_numbers():
    [record] = load()
    assert (record.name, record.organization.name) == ("Harbor Health, Pier Clinic", "Harbor Health")
    assert (record.place.street, record.place.country) == ("1 Pier Road, Suite 2", "US")
    assert (record.place.lat, record.place.precision) == (None, Precision.POSTCODE)
    assert [(part.value, part.note) for part in record.contacts] == [
        ("503-555-0100", "extension 12"),
        ("503-555-0101", "For appointments"),
    ]
    assert record.problems == []


def test_codes_become_our_words():
    [record] = load()
    assert (record.kind, record.attendance, record.minimum_age, record.maximum_age) == ("clinic", "hybrid", 18, None)
    assert words(record, "setting") == {"outpatient", "telehealth"}
    assert words(record, "cost") == {"insurance", "sliding-scale"}
    assert words(record, "language") == {"en", "es", "ase:signed"}
    assert words(record, "topic") == {"trauma-ptsd"}
    assert words(record, "joining") == {"call-first"}
    assert "group therapy" in record.description
    assert "ripiprazole" not in repr(record.terms) + record.description


def test_insurance_says_which():
    [record] = load()
    assert [use.detail for use in record.terms if use.slug == "insurance"] == ["Medicare, Medicaid"]


@pytest.mark.parametrize("codes", ["HI * SHP * WI", "HI * IPSY * WI", "HI OP * PSY * WI", "OP * SHP * WI"])
def test_hospital_is_never_walk_in(codes):
    record = with_codes(codes)
    assert "walk-in" not in words(record, "setting")
    assert words(record, "joining") <= {"referral", "call-first"}


def test_state_hospital_needs_a_referral():
    assert words(with_codes("OP * SHP"), "joining") == {"referral"}


def test_walk_in_clinic_is_walk_in():
    assert "walk-in" in words(with_codes("OP * CMHC * WI"), "setting")


@pytest.mark.parametrize(
    ("codes", "ages", "audience"),
    [
        ("CHLD", (None, 17), {"children:only", "teens:only"}),
        ("CHLD YAD", (None, 25), {"children", "teens", "young-adults"}),
        ("YAD ADLT SNR", (18, None), {"young-adults", "older-adults"}),
        ("SNR", (65, None), {"older-adults:only"}),
    ],
)
def test_age_groups_become_ages(codes, ages, audience):
    record = with_codes(f"OP * OMH * {codes}")
    assert (record.minimum_age, record.maximum_age) == ages
    assert words(record, "audience") == audience
    assert record.problems == []


def test_gap_between_ages_is_said():
    record = with_codes("OP * OMH * CHLD SNR")
    assert (record.minimum_age, record.maximum_age) == (None, None)
    assert "those from 18 on" in record.problems[0].sentence


def test_veterans_center_is_for_veterans_only():
    assert words(with_codes("OP * VAHC * VET * ADLT"), "audience") == {"veterans-military:only"}


def test_no_payment_code_means_ask():
    assert words(with_codes("OP * OMH * ADLT"), "cost") == {"ask"}


def test_unknown_code_is_told_by_its_name():
    names = csv_file([{"service_code": "ZZZ", "service_name": "Pet therapy"}])
    [record] = load(HARBOR | {"service_code_info": "OP * OMH * ADLT * ZZZ"}, codes=names)
    assert "ZZZ (Pet therapy)" in record.problems[0].sentence


def test_facility_without_type_is_a_clinic_and_says_so():
    record = with_codes("MH * ADLT")
    assert record.kind == "clinic"
    assert fields(record) == {"service_code_info": 1}


def test_same_name_and_address_keep_their_names_in_any_order():
    other = HARBOR | {"phone": "503-555-0199"}
    refs = {record.contacts[0].value: record.source_ref for record in load(HARBOR, other)}
    again = {record.contacts[0].value: record.source_ref for record in load(other, HARBOR)}
    assert refs == again
    assert len(set(refs.values())) == 2


def test_row_repeated_word_for_word_is_taken_once():
    records = load(HARBOR, HARBOR)
    assert [record.is_listing for record in records] == [True, False]
    assert "word for word" in records[1].problems[0].sentence


def test_territory_has_its_own_country():
    [record] = load(HARBOR | {"state": "PR", "zip": "00901"})
    assert (record.place.country, record.place.region) == ("PR", "PR")


def test_row_without_name_is_told_by_number():
    records = load(HARBOR, HARBOR | {"name1": " "})
    assert records[1].problems[0].sentence == "Row 2 has no name and was left out."


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_gzip_and_line_ends_make_no_difference(newline):
    [record] = samhsa.load(zipped(csv_file([HARBOR], encoding="utf-8-sig", newline=newline)))
    assert record.name == "Harbor Health, Pier Clinic"


@given(st.fixed_dictionaries({name: st.text(max_size=60) for name in HARBOR}))
def test_any_row_gives_a_record(row):
    text = io.StringIO()
    writer = csv.DictWriter(text, HARBOR)
    writer.writeheader()
    writer.writerow(row)
    data = text.getvalue().encode("utf-8", "replace")
    assert all(record.kind or record.problems for record in samhsa.load(io.BytesIO(data)))


@pytest.mark.skipif(not CODES.exists(), reason="needs the real directory beside the project (../shared/data)")
def test_table_knows_every_code_of_the_directory():
    with gzip.open(CODES, "rt", encoding="utf-8-sig") as lines:
        listed = {row["service_code"] for row in csv.DictReader(lines)}
    assert listed - samhsa._known() == set()


@pytest.mark.parametrize("name", ["samhsa_codes", "bmlt_formats", "meeting_guide_types"])
def test_tables_use_words_that_exist(name):
    shipped = {f"{facet}:{row['slug']}" for facet, rows in shipped_rows().items() for row in rows}
    assert {word for word in used_words(table(name)) if word not in shipped} == set()


def used_words(value):
    """Every "facet:slug" of a table, wherever it stands."""
    if isinstance(value, dict):
        named = [f"kind:{value['kind']}"] if "kind" in value else []
        named += [f"joining:{value['term']}"] if "term" in value else []
        return named + [word for item in value.values() for word in used_words(item)]
    if isinstance(value, list):
        return [word for item in value for word in used_words(item)]
    if isinstance(value, str) and value.count(":") in (1, 2) and " " not in value:
        return [":".join(value.split(":")[:2])]
    return []
