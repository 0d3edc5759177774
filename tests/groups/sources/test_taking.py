"""A moderator takes the source's word for what was put right here."""

import pytest
from django.urls import reverse

from groups import content, provenance
from groups.choices import Trust
from groups.geo import Point, cell_centre
from groups.models import Listing, Revision, SourceEntry
from groups.models.place import AREA_CELL_KM
from tests.groups.reviewing import LONDON_DUTY, make_moderator, moderating
from tests.groups.sources.lists import ask, make_source, meeting, meetings

pytestmark = pytest.mark.django_db

AREA = cell_centre(Point(53.2, -9.05), AREA_CELL_KM)
HIDDEN = {"name": "", "street": "", "postal_code": "", "directions": "", "private": None, "precision": "area"}
HIDDEN |= {"lat": AREA.lat, "lon": AREA.lon}


@pytest.fixture
def west(feeds, now):
    """A source that calls Amber Circle something else, after it was called Amber Group here."""
    source = make_source(feeds)
    ask(feeds, source, meetings())
    one = Listing.objects.get(name="Amber Circle")
    content.write(one, {"basics": content.content_of(one)["basics"] | {"name": "Amber Group"}})
    ask(feeds, source, [meeting("m-amber", "Amber Ring"), *meetings()[1:]])
    return source


def take(client, **changes):
    fields = {"act": "take", "ref": "m-amber", "fact": "name"} | changes
    return client.post(reverse("source-act", args=["west"]), fields, follow=True)


def names():
    return set(Listing.objects.filter(source_ref="m-amber").values_list("name", flat=True))


def test_button_takes_the_word_of_the_source_with_its_next_run(client, feeds, west):
    mo = moderating(client)
    page = mo.get(reverse("source", args=["west"])).content.decode()
    assert '<input type="hidden" name="fact" value="name">' in page
    assert "The next run takes what the source says." in take(mo).content.decode()
    assert names() == {"Amber Group"}
    west.refresh_from_db()
    assert west.due_at is not None
    assert ask(feeds, west).counts["changed"] == 1
    assert names() == {"Amber Ring"}
    assert "changed" not in ask(feeds, west).counts


def test_other_facts_put_right_here_stay(client, feeds, west):
    one = Listing.objects.get(source_ref="m-amber")
    content.write(one, {"joining": content.content_of(one)["joining"] | {"how_to_join": "Just come."}})
    take(moderating(client))
    ask(feeds, west)
    one.refresh_from_db()
    assert (one.name, one.how_to_join) == ("Amber Ring", "Just come.")


def test_word_asked_for_is_not_told_as_the_source_s_before_it_came(client, feeds, west):
    take(moderating(client))
    one = Listing.objects.get(source_ref="m-amber")
    provenance.refresh(one)
    assert "Name" not in provenance.origins(one)[0].labels


def test_word_of_a_source_that_is_not_trusted_waits(client, feeds, west):
    west.trust = Trust.QUEUE
    west.save()
    take(moderating(client))
    ask(feeds, west)
    assert names() == {"Amber Group"}
    assert Revision.objects.waiting().get().proposed["basics"]["name"] == "Amber Ring"


def test_word_is_read_although_the_file_is_the_same(client, feeds, west):
    feeds.put(status=304)
    take(moderating(client))
    west.refresh_from_db()
    west.etag = '"v1"'
    west.save()
    ask(feeds, west)
    assert "If-None-Match" not in feeds.asked[-1][1]


@pytest.mark.parametrize("changes", [{"ref": "nobody"}, {"fact": "password"}, {"fact": ""}, {"ref": "\x00"}], ids=str)
def test_what_is_not_there_is_not_taken(client, feeds, west, changes):
    assert "That could not be done." in take(moderating(client), **changes).content.decode()
    assert provenance.ASKED_FOR not in SourceEntry.objects.get(ref="m-amber").said.values()


def told_of_the_place(client):
    """Whether the page of the source offers to take its place, and whether it says that this one stays."""
    page = client.get(reverse("source", args=["west"])).content.decode()
    return '<input type="hidden" name="fact" value="place">' in page, "Its place is concealed here" in page


def test_place_concealed_here_is_not_offered_and_told_once(client, feeds, west):
    mo = moderating(client)
    one = Listing.objects.get(source_ref="m-amber")
    content.write(one, {"place": content.content_of(one)["place"] | HIDDEN})
    moved = [meeting("m-amber", "Amber Ring", latitude=53.9), *meetings()[1:]]
    assert ask(feeds, west, moved).counts["corrected"] == 1
    assert told_of_the_place(mo) == (False, True)
    assert "That could not be done." in take(mo, fact="place").content.decode()
    assert "corrected" not in ask(feeds, west).counts
    one.refresh_from_db()
    assert (one.place.precision, one.place.lat) == ("area", HIDDEN["lat"])


def test_place_that_is_no_secret_here_is_offered_and_taken(client, feeds, west):
    mo = moderating(client)
    one = Listing.objects.get(source_ref="m-amber")
    content.write(one, {"place": content.content_of(one)["place"] | {"street": "9 Hill Road"}})
    ask(feeds, west, [meeting("m-amber", "Amber Ring", latitude=53.9), *meetings()[1:]])
    assert told_of_the_place(mo) == (True, False)
    assert "The next run takes what the source says." in take(mo, fact="place").content.decode()
    ask(feeds, west)
    one.refresh_from_db()
    assert one.place.lat == 53.9


def test_moderator_of_an_area_sees_no_button_and_takes_nothing(client, feeds, west):
    moderating(client, make_moderator(**LONDON_DUTY))
    assert 'value="take"' not in client.get(reverse("source", args=["west"])).content.decode()
    assert take(client).status_code == 404
