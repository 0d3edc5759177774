"""Which listings a moderator's pages open, and the way back through the queue."""

from functools import wraps
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import moderator_required, reviews
from groups.choices import Status
from groups.forms.moderation import QueueForm
from groups.models import Listing
from groups.queue import Queue, waiting_parts


def listings_to_review():
    """Listings as moderators see them. A draft is nobody's business but its facilitator's."""
    around = ("kind", "organization", "place", "source", "owner__verification", "submission", "merged_into")
    found = Listing.objects.exclude(status=Status.DRAFT).select_related(*around)
    return found.prefetch_related(*waiting_parts())


def of_listing(view):
    """Open `view(request, listing, …)` to moderators in whose area it lies; for others the page does not exist."""

    @moderator_required
    @wraps(view)
    def guarded(request, public_id, *args, **kwargs):
        listing = listings_to_review().filter(public_id=public_id).first()
        if listing is None or not reviews(request.user, listing):
            raise Http404
        return view(request, listing, *args, **kwargs)

    return guarded


class Trail:
    """Where in the queue somebody is, from the parameters of the address; every page of a listing carries it along."""

    def __init__(self, request):
        form = QueueForm(request.GET)
        self.asked, self.params = form.asked, form.params
        self.queue = Queue(request.user, self.asked, now=timezone.now())

    @property
    def entry(self):
        """The entry in hand, or None for somebody who came another way."""
        return self.asked["after"]

    @property
    def all(self):
        """The same parameters once more, for an address or the hidden fields of a form."""
        return self.params | ({"after": self.entry.pk} if self.entry else {})

    @property
    def query(self):
        """`all` as it is put behind an address."""
        return _query(self.all)

    def to_queue(self):
        """Address of the queue as it was narrowed."""
        return reverse("moderation-queue") + _query(self.params)

    def to_entry(self, entry):
        """Address of the page for an entry of the queue."""
        here = reverse("moderation-review", args=[entry.listing.public_id])
        return here + _query(self.params | {"after": entry.pk})

    def to_listing(self, listing):
        """Address of the page of a listing, with the trail kept."""
        return reverse("moderation-review", args=[listing.public_id]) + self.query

    def onward(self):
        """To what is next in the queue; to the queue itself where nothing is, or `back` was asked for."""
        following = None if self.asked["back"] else self.queue.next_after(self.entry)
        return redirect(self.to_entry(following) if following else self.to_queue())


def _query(params):
    return f"?{urlencode(params)}" if params else ""
