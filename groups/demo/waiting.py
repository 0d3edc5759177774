"""What waits for the moderators of the sample directory, so that the queue can be tried: one of most causes."""

from django.utils import timezone

from groups import claiming, content, facilitating, moderation, reporting
from groups.choices import Fault
from groups.demo.people import person
from groups.models import Listing

NEW = (
    (
        "Second Thursday Circle",
        "A small circle for people who like to talk while they make something with their hands.",
    ),
    (
        "Evening Table",
        "For everybody who lost somebody who committed suicide. We cook and eat together, in the flat of one of us.",
    ),
)
REPORTS = (
    (Fault.WRONG_TIME, "It starts half an hour later now. The caretaker told me."),
    (Fault.WRONG_TIME, ""),
    (Fault.OTHER, "The side door is locked. Go in by the yard."),
    (Fault.WAS_ON, ""),
)
UNSAFE = "Somebody there wanted money from me before I could sit down."
CLAIM = "I have led this group since last year. The number on the page is mine: you can ring me on it."


def fill():
    """Let the sample facilitator, a member and some visitors do what a moderator then finds; needs `load_demo`."""
    facilitator, member = person("facilitator"), person("member")
    led = list(Listing.objects.searchable().filter(owner=facilitator).order_by("pk"))
    others = Listing.objects.searchable().filter(owner=None, formality="informal").order_by("pk")
    for listing, (name, description) in zip(led, NEW, strict=False):
        _send_in(listing, name, description, facilitator)
    _propose_a_change(led[2], facilitator)
    _cancel_the_next(led[3], facilitator)
    reported, unsafe, claimed = others[:3]
    for fault, text in REPORTS:
        reporting.report(reported, fault=fault, text=text)
    reporting.report(unsafe, fault=Fault.UNSAFE, text=UNSAFE)
    claiming.claim(claimed, member, CLAIM)
    moderation.raise_soon()


def _send_in(like, name, description, facilitator):
    """A new listing in the manner of one that is there."""
    sections = content.content_of(like)
    sections["basics"] |= {"name": name, "description": description}
    sections["times"] = [slot | {"id": None} for slot in sections["times"]]
    listing = content.create(sections, owner=facilitator)
    listing.source = like.source  # so that it is labelled as made up, like the rest
    listing.save(update_fields=["source"])
    moderation.submit(listing, by=facilitator)


def _propose_a_change(listing, facilitator):
    """Half an hour later, and a word more about how to join."""
    sections = content.content_of(listing)
    times = [slot | {"start_time": slot["start_time"][:3] + "45"} for slot in sections["times"]]
    joining = sections["joining"] | {"how_to_join": "Ring the bell at the side door. Somebody comes down."}
    moderation.propose(
        listing, {"times": times, "joining": joining}, by=facilitator, note="The room is free a little later now."
    )


def _cancel_the_next(listing, facilitator):
    coming = listing.upcoming_dates.filter(starts_at__gt=timezone.now()).select_related("schedule")
    for date in coming.order_by("starts_at", "pk")[:1]:
        facilitating.cancel(date.schedule, date.original_on, by=facilitator, note="The heating is broken.")
