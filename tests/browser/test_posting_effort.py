"""How much posting takes: fields, taps and seconds for each kind, typed as fast as people type on a phone.

Prints its table. A tap is a touch of a field or button; a field is one that has to be answered.
"""

import time

import pytest

from groups.models import Listing
from tests.browser.conftest import PHONE
from tests.browser.test_accounts import outside

MILLISECONDS_A_KEY = 150  # taken for somebody who types neither fast nor slowly on a phone
SECONDS_A_TAP = 1.5  # to find the next field and touch it
NAMES = ("Thursday Kitchen Table", "Lantern Street Counselling")
MOST = {"fields": 12, "taps": 16, "seconds": 300}


class Person:
    """Somebody who fills in a form on a phone; counts what they do, and the time their hands would need."""

    def __init__(self, page):
        self.page, self.fields, self.taps, self.keys = page, 0, 0, 0
        self.began = time.monotonic()

    def types(self, label, text, *, exact=False):
        field = self.page.get_by_label(label, exact=exact).first
        field.tap()
        field.fill(text)
        self.fields, self.taps, self.keys = self.fields + 1, self.taps + 1, self.keys + len(text)

    def picks(self, label, value):
        self.page.get_by_label(label).first.select_option(value)
        self.fields, self.taps = self.fields + 1, self.taps + 2

    def ticks(self, label):
        self.page.get_by_label(label).first.tap()
        self.fields, self.taps = self.fields + 1, self.taps + 1

    def taps_on(self, role, name, **options):
        self.page.get_by_role(role, name=name, **options).last.tap()
        self.taps += 1

    @property
    def seconds(self):
        """What hands and the site need together."""
        hands = self.keys * MILLISECONDS_A_KEY / 1000 + self.taps * SECONDS_A_TAP
        return hands + time.monotonic() - self.began


def post(person, door):
    """From the doors to a draft that could be sent in."""
    formal = door == "A formal service"
    person.taps_on("link", door)
    person.types("Name needed", NAMES[formal])
    person.picks("Kind of support", "clinic" if formal else "peer-circle")
    if formal:
        person.types("Organization", "Lantern Street Trust", exact=True)
    person.types("Town or village", "Hackney, London")
    person.ticks("Thursday")
    person.types("Starts at", "18:30")
    person.types("Ends at", "20:00")
    person.types("Number or address", "020 7946 0018")
    person.types("Your e-mail address", "ana@example.org")
    person.taps_on("button", "Keep it and go on")
    person.page.wait_for_selector("#state-title")


@pytest.mark.parametrize("door", ["An informal meetup", "A formal service"])
def test_posting_takes_few_fields_taps_and_minutes(open_page, request, door):
    page = open_page("/post/", viewport=PHONE, has_touch=True)
    person = Person(page)
    post(person, door)
    done = {"fields": person.fields, "taps": person.taps, "seconds": round(person.seconds)}
    row = "  ".join(f"{name} {number:3}" for name, number in done.items())
    request.config.get_terminal_writer().line(f"\n{door:20} {row}")
    assert all(done[name] <= most for name, most in MOST.items()), done
    outside(lambda: Listing.objects.filter(name__in=NAMES).delete())
