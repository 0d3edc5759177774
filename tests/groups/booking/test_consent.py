"""The consent to keep who comes: in its words, dated, and taken back with all it was for."""

import json

from accounts import privacy
from accounts.models import User
from groups import booking
from groups.booking import consent
from groups.choices import BookingState
from groups.models import Booking, BookingLink, Consent
from tests.groups.booking.people import come, date_of, person, state


def test_consent_is_kept_once_in_its_words(now, db):
    ada = User.objects.create_user("ada@example.org")
    assert not booking.has_agreed(ada)
    booking.agree(ada)
    booking.agree(ada)
    assert Consent.objects.get().words == str(booking.WORDS)
    assert booking.has_agreed(ada)


def test_consent_taken_back_erases_what_was_booked_and_moves_the_line_up(small):
    ada, _bea, cleo = (come(small, name) for name in ("ada", "bea", "cleo"))
    booking.take_back(ada.user)
    assert not booking.has_agreed(ada.user)
    assert not Booking.objects.of(ada.user).exists()
    assert state(cleo) == BookingState.OFFERED
    assert Consent.objects.get(user=ada.user).withdrawn_at


def test_consent_by_address_is_kept_in_its_words_and_taken_back_with_the_booking(small):
    ada = booking.confirm(booking.book(date_of(small), email="ada@example.org", nickname="Ada"))
    come(small, "bea")
    cleo = come(small, "cleo")
    assert ada.words == str(booking.WORDS)
    assert booking.erase(Booking.objects.filter(pk=ada.pk)) == 1
    assert not BookingLink.objects.filter(booking=ada.pk).exists()
    assert state(cleo) == BookingState.OFFERED


def test_what_was_booked_while_the_consent_is_taken_back_goes_too(small, monkeypatch):
    ada, erase = person(), consent.erase

    def erase_and_book(bookings):
        gone = erase(bookings)
        if not Booking.objects.exists() and not gone:
            booking.book(date_of(small), by=ada, nickname="Ada")
        monkeypatch.setattr(consent, "erase", erase)
        return gone

    monkeypatch.setattr(consent, "erase", erase_and_book)
    booking.take_back(ada)
    assert not Booking.objects.exists()


def test_consent_can_be_given_again(small):
    ada = person("ada")
    booking.take_back(ada)
    booking.agree(ada)
    assert booking.book(date_of(small), by=ada, nickname="Ada").state == BookingState.COMING


def test_export_holds_bookings_by_account_and_by_address(small):
    ada = come(small, "ada")
    booking.book(date_of(small), email="ADA@example.org", nickname="Ada by mail")
    come(small, "bea")
    told = json.dumps(privacy.export(ada.user))
    assert "Ada by mail" in told
    assert "2026-03-10T18:30:00" in told
    assert "Bea" not in told


def test_erased_account_leaves_no_booking_by_its_address(small):
    ada = come(small, "ada")
    booking.book(date_of(small), email="Ada@example.org", nickname="Ada")
    privacy.erase(ada.user)
    assert not Booking.objects.exists()
    assert not Consent.objects.exists()
