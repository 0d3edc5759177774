"""The sample directory on giving back: enough to see every page filled."""

import pytest
from django.utils import timezone

from groups import stories, volunteering, wishes
from groups.demo import giving, people
from groups.models import HelpersWanted, ImportSource, Listing, Story, Wish
from tests import factories


@pytest.fixture
def filled(db):
    """What `load_demo` does after its listings, with a few of them."""
    source = ImportSource.objects.create(slug=people.SOURCE, name="Sample directory", is_sample=True)
    people.create()
    for number in range(10):
        factories.make_listing(source, f"Circle {number}", slots=[factories.weekly("TU", "18:30")])
    led = Listing.objects.order_by("pk").last()
    Listing.objects.filter(pk=led.pk).update(owner=people.person("facilitator"))
    giving.fill(timezone.now())


def test_every_page_has_something_to_show(filled):
    assert volunteering.shown_near(None, timezone.localdate()).count() == 2
    assert Story.objects.shown().count() == 3
    assert wishes.told().count() == 4


def test_something_waits_for_the_moderators(filled):
    assert volunteering.waiting().count() == 1
    assert stories.waiting().count() == 1
    assert wishes.waiting().count() == 2


def test_words_of_the_sample_are_as_long_as_anybody_may_write(filled):
    for one in [*HelpersWanted.objects.all(), *Story.objects.all(), *Wish.objects.all()]:
        one.clean_fields(exclude=["digest", "decision"])
