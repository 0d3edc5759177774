"""A number on a page is the number that is dialled, however people wrote it."""

import pytest

from groups import telephone
from groups.models import Contact


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("116 123", "116123"),
        ("1-800-662-4357", "18006624357"),
        ("(011) 5275-1135", "01152751135"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("0044 (0)20 7946 0018", "00442079460018"),
        ("(020) 7946 0018", "02079460018"),
        ("1-800-273-TALK", "18002738255"),
        ("1-800-273-TALK (8255)", "18002738255"),
        ("718-555-0100 ext. 12", "7185550100"),
        ("718-555-0100 x12", "7185550100"),
        ("020 7946 0018 / 020 7946 0019", "02079460018"),
        ("020 7946 0018 or 020 7946 0019", "02079460018"),
        ("Ana: 020 7946 0018", "02079460018"),
        ("030/1234567", "0301234567"),
        ("+49 (0)30/1234567", "+49301234567"),
        ("212/555-0100", "2125550100"),
        ("112/911", "112"),
        ("112/0800 123456", "112"),
        ("020 7946 0018/19", "02079460018"),
        ("24/7: 988", "988"),
        ("988 (24/7)", "988"),
        ("1-800-4ACHILD", "18004224453"),
        ("020 7946 0018 (Mon-Fri 9-17)", "02079460018"),
        ("020 7946 0018 daily 9-17", "02079460018"),
        ("\u06f0\u06f2\u06f1 \u06f3\u06f5\u06f2\u06f0", "0213520"),
        ("*4141", "*4141"),
        ("#31#1737", "#31#1737"),
        ("javascript:alert(1)", "1"),
        ("1234 5678 9012 3456", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_what_is_dialled_is_the_first_number(written, dialled):
    assert telephone.dialled(written) == dialled


def test_link_escapes_what_an_address_cannot_hold():
    assert telephone.link("#31#1737") == "tel:%2331%231737"
    assert telephone.link("85258", "sms") == "sms:85258"
    assert telephone.link("ask inside") == ""


def test_contact_leads_to_its_number():
    assert Contact(channel="phone", value="+44 (0)20 7946 0018").href == "tel:+442079460018"
    assert Contact(channel="text", value="07700 900123").href == "sms:07700900123"
