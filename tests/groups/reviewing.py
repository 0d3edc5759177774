"""Mo, who moderates, and what lands in the queue."""

from django.contrib.auth.models import Group

from accounts.models import Duty, User
from accounts.permissions import MODERATORS
from groups import content, moderation
from groups.models import Listing
from groups.queue import stamp_of, waiting_parts
from tests import factories
from tests.accounts.people import sign_in

LONDON_DUTY = {"country": "GB", "area": "London", "lat": 51.507, "lon": -0.128, "radius_km": 30}


def make_moderator(email="mo@example.org", nickname="Mo", **duty):
    """A moderator, everywhere unless `duty` says where."""
    user = User.objects.create_user(email, nickname=nickname)
    user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    if duty:
        Duty.objects.create(user=user, **duty)
    return user


def moderating(client, user=None):
    """A client signed in as a moderator with the second factor."""
    return sign_in(client, user or make_moderator(), second_factor=True)


def make_facilitator(email="ada@example.org", nickname="Ada"):
    return User.objects.create_user(email, nickname=nickname)


def waiting(source, name="New Circle", *, owner=None, **fields):
    """A listing that was sent in and waits as new."""
    listing = factories.make_listing(source, name, published=False, **fields)
    if owner:
        Listing.objects.filter(pk=listing.pk).update(owner=owner)
    moderation.submit(listing, by=owner)
    return Listing.objects.get(pk=listing.pk)


def propose(listing, by=None, section="basics", **values):
    """A change of one section that waits."""
    sections = {section: content.content_of(listing)[section] | values}
    return moderation.propose(listing, sections, by=by, note="A word from us.")


def fresh(listing):
    return Listing.objects.get(pk=listing.pk)


def stamp(listing):
    """What the page of `listing` carries now."""
    return stamp_of(Listing.objects.prefetch_related(*waiting_parts()).get(pk=listing.pk))


def post(client, listing, act, **answers):
    """Send the form of one decision as the page of `listing` holds it now."""
    fields = {"stamp": stamp(listing)} | answers
    data = {f"{act}-{name}": value for name, value in fields.items() if name != "use"}
    data |= {"use": "1"} if "use" in fields else {}
    return client.post(f"/moderation/{listing.public_id}/{act}/", data, follow=True)


def text(response):
    return response.content.decode()
