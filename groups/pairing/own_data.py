"""What is kept of who linked two listings: given out, and left without the person.

The link itself stays: it tells of two listings. Letters that asked about it hold no address.
"""

from django.db.models import Q

from groups.models import Pairing

COVERS = ["groups.Pairing"]
SIDES = ("first_agreed", "second_agreed", "checked", "ended")


def export(user):
    """The links that `user` made, agreed to, checked or ended."""
    own = Q()
    for side in SIDES:
        own |= Q(**{f"{side}_by": user})
    links = Pairing.objects.filter(own).select_related("first", "second").order_by("pk")
    return [_told(link, user) for link in links]


def erase(user):
    """Part `user` from every link."""
    for side in SIDES:
        Pairing.objects.filter(**{f"{side}_by": user}).update(**{f"{side}_by": None})


def _told(link, user):
    acts = {
        f"{side}_at": getattr(link, f"{side}_at").isoformat()
        for side in SIDES
        if getattr(link, f"{side}_by_id") == user.pk
    }
    return {"first": link.first.name, "second": link.second.name, "sort": str(link.get_sort_display())} | acts
