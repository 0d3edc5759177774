"""Which language somebody gets mails in: what they asked in, what they read when they signed in, what they chose."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from django.conf import settings as site
from django.utils.translation import override

from accounts import delivery, privacy
from accounts.models import Mail, User, understood
from groups import announcing, booking, calendar_feed, reporting, stories, wishes
from groups.booking import noticing
from groups.choices import Fault
from groups.emails import Reader
from groups.models import Booking, Report, SavedListing, Story, Wish
from tests.accounts.people import PASSWORD, make_person, sign_in
from tests.groups.coming import ROBIN, address_of, set_rules
from tests.groups.desk import address_in, text_of
from tests.groups.going_together import coming, date_of
from tests.groups.guests import NEXT, guest, on_date
from tests.mails.test_every_kind import foreign

SITE = "http://localhost:8000"
CODE = "BCDF-GHJK"
DAY_BEFORE = timedelta(hours=24)
WORDS = {
    "en": (
        "About Tuesday 10 March",
        "you asked us to remind you",
        "Tuesday 10 March, 18:30 to 20:00",
        f"{SITE}/bookings/",
    ),
    "es": ("martes", "pediste que te lo record", "martes 10 de marzo", f"{SITE}/es/bookings/"),
    "ur": ("منگل", "یاد", "منگل، ۱۰ مارچ", f"{SITE}/ur/bookings/"),
}
"""Of a reminder in each language: its subject, its first words, the date in it, and the beginning of its address."""
BY_ALLAUTH = sorted(
    str(path.relative_to(Path(site.BASE_DIR) / "templates")).removesuffix("_message.txt")
    for path in (Path(site.BASE_DIR) / "templates").glob("*/email/*_message.txt")
    if path.stem != "base_message"
)


def remind(listing):
    """The job of the evening before, as a worker runs it."""
    with time_machine.travel(date_of(listing).starts_at - DAY_BEFORE, tick=False), override("en"):
        return booking.remind()


def prefix(code):
    return "" if code == "en" else f"/{code}"


def book(client, listing, code, **said):
    """Robin tells on a page in that language that they come, and follows the link in the mail."""
    client.post(prefix(code) + address_of(listing), ROBIN | {"wants_day_before": "on"} | said)


@pytest.mark.parametrize("code", WORDS)
def test_who_books_in_a_language_is_reminded_in_it(client, now, circle, mailoutbox, code):
    set_rules(circle)
    book(client, circle, code)
    client.post(address_in(mailoutbox[0]), {"do": "confirm"})
    remind(circle)
    subject, *words = WORDS[code]
    mail = mailoutbox[-1]
    assert len(mailoutbox) == 3
    assert subject in mail.subject
    assert [one for one in words if one not in mail.body] == []
    assert mail.extra_headers["Content-Language"] == code
    assert f'dir="{"rtl" if code == "ur" else "ltr"}"' in mail.alternatives[0][0]
    assert client.get(address_in(mail)).status_code == 200


def test_booking_of_a_member_is_in_the_language_they_booked_in(now, circle, mailoutbox):
    set_rules(circle)
    rae = coming(circle)
    assert (rae.language, Booking.objects.get().language) == ("en", "en")
    User.objects.update(language="es")
    Booking.objects.update(language="ur", wants_day_before=True, created_at=now - DAY_BEFORE)
    remind(circle)
    assert mailoutbox[0].extra_headers["Content-Language"] == "ur"


@pytest.mark.parametrize(("booked", "account", "mailed"), [("", "es", "es"), ("", "", "en"), ("tlh", "es", "en")])
def test_language_nobody_wrote_down_is_that_of_the_account_or_the_site(
    now, circle, mailoutbox, booked, account, mailed
):
    set_rules(circle)
    coming(circle)
    User.objects.update(language=account)
    Booking.objects.update(language=booked, wants_day_before=True, created_at=now - DAY_BEFORE)
    remind(circle)
    assert mailoutbox[0].extra_headers["Content-Language"] == mailed


def test_retry_sends_the_same_words(client, now, circle, settings, mailoutbox, monkeypatch):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    set_rules(circle)
    book(client, circle, "ur")
    mail = Mail.objects.get()
    with override("en"), monkeypatch.context() as broken:
        broken.setattr(delivery, "_send", lambda mail: 1 / 0)
        assert not delivery.deliver(mail.pk)
    with override("es"):
        assert delivery.deliver(mail.pk)
    assert list(foreign(mailoutbox[0])) == []


def test_several_people_get_a_mail_each_in_their_own_language(now, circle, mailoutbox):
    set_rules(circle)
    for name, code in (("Gul", "ur"), ("Sol", "es"), ("Kim", "en")):
        guest(on_date(circle.schedules.get(), NEXT), name, language=code)
    announcing.announce(date_of(circle), "Ring twice.", by=None)
    said = {mail.to[0]: (mail.extra_headers["Content-Language"], mail.subject) for mail in mailoutbox}
    assert said["kim@example.org"] == ("en", "About Tuesday 10 March")
    assert said["sol@example.org"][0] == "es"
    assert "منگل" in said["gul@example.org"][1]


def test_reminders_of_one_date_are_each_in_their_own_language(now, circle, mailoutbox):
    set_rules(circle)
    for name, code in (("Gul", "ur"), ("Sol", "es"), ("Kim", "")):
        guest(on_date(circle.schedules.get(), NEXT), name, language=code, wants_day_before=True)
    remind(circle)
    assert [mail.extra_headers["Content-Language"] for mail in mailoutbox] == ["ur", "es", "en"]
    assert all(mail.extra_headers["Precedence"] == "bulk" for mail in mailoutbox)
    assert list(foreign(mailoutbox[0])) == []


def test_savers_get_one_text_in_each_language_with_their_own_way_out(now, circle, mailoutbox):
    for name, code in (("zoe", "ur"), ("yan", "ur"), ("xue", "es")):
        SavedListing.objects.create(user=make_person(f"{name}@example.org", language=code), listing=circle)
    noticing.tell_free(circle.schedules.get(), date_of(circle), now)
    ways = {mail.to[0]: mail.extra_headers["List-Unsubscribe"] for mail in mailoutbox}
    assert len(set(ways.values())) == 3
    assert all(ways[mail.to[0]].strip("<>") in mail.body for mail in mailoutbox)
    assert ways["zoe@example.org"].startswith(f"<{SITE}/ur/")
    assert ways["xue@example.org"].startswith(f"<{SITE}/es/")


def test_signing_in_keeps_the_language_of_the_page(client, db):
    ana = make_person(password=PASSWORD)
    client.post("/ur/accounts/login/", {"login": ana.email, "password": PASSWORD})
    assert User.objects.get().language == "ur"


def test_language_of_mails_is_chosen_in_the_account_and_taken_along(client, db):
    sign_in(client, make_person())
    assert 'name="language"' in client.get("/accounts/").content.decode()
    answer = client.post("/accounts/language/", {"language": "es"}, follow=True)
    assert "Our mails to you come in this language" in text_of(answer)
    assert privacy.export(User.objects.get())["account"]["language"] == "es"
    answer = client.post("/accounts/language/", {"language": "tlh"}, follow=True)
    assert "does not speak this language" in text_of(answer)
    assert User.objects.get().language == "es"


def test_language_goes_with_the_address(circle, now):
    wish, unconfirmed = (wishes.wish(word="Kites", email=f"{name}@example.org") for name in ("gul", "sol"))
    report = reporting.report(circle, fault=Fault.CLOSED, email="gul@example.org")
    story = stories.tell(circle, text="Somebody said hello.", email="gul@example.org")
    assert [one.language for one in (wish, unconfirmed, report, story)] == ["en"] * 4
    Report.objects.update(settled_at=now - DAY_BEFORE)
    wishes.confirm(wish)
    wishes.decide(wish, by=None, is_done=True, answer_words="Done.")
    wishes.forget(now + DAY_BEFORE)
    reporting.forget(now)
    stories.confirm(story)
    stories.decide(story, by=None, is_shown=True)
    assert {one.language for model in (Wish, Report, Story) for one in model.objects.all()} == {""}


def test_language_is_kept_only_with_an_address(circle, now):
    assert wishes.wish(word="Kites").language == ""
    assert reporting.report(circle, fault=Fault.CLOSED).language == ""


def test_language_that_the_site_no_longer_speaks_is_that_of_the_site(settings):
    assert understood("ur") == "ur"
    settings.LANGUAGES = [("en", "English")]
    assert understood("ur", "") == "en"
    assert Reader("ana@example.org", "").language == ""


@pytest.mark.parametrize("kind", BY_ALLAUTH)
def test_mail_about_signing_in_is_in_the_language_of_the_page(rf, db, kind):
    ana = make_person()
    with override("ur"):
        named = dict.fromkeys(("email", "from_email", "to_email", "deleted_email"), ana.email)
        mail = get_adapter().render_mail(kind, ana.email, named | {"user": ana, "code": CODE, "request": rf.get("/")})
    mail.body = mail.body.replace(CODE, "").replace(ana.email, "")
    assert list(foreign(mail)) == []


def test_subscribed_calendar_speaks_the_language_of_its_address(client, now, circle):
    rae = coming(circle)
    token = calendar_feed.make_address(rae, shows_names=False)
    words = {code: client.get(f"{prefix(code)}/calendar/{token}.ics").content.decode() for code in WORDS}
    assert "SUMMARY:Meeting" in words["en"]
    assert len(set(words.values())) == 3


WRITERS = {"accounts/adapter.py", "accounts/delivery.py", "groups/booking/letters.py", "groups/emails.py"}


def test_mails_are_written_in_one_place_alone():
    """Elsewhere one could be sent that is in nobody's language."""
    root = Path(site.BASE_DIR)
    files = (path for app in ("accounts", "groups", "supportfinder") for path in (root / app).rglob("*.py"))
    makes = ("EmailMessage(", "EmailMultiAlternatives(", "send_mail(", "send_mass_mail(", ".email_user(")
    found = {str(path.relative_to(root)) for path in files if any(way in path.read_text("utf-8") for way in makes)}
    assert found <= WRITERS | {"accounts/views/confirmation.py"}  # that one by the adapter
