"""What somebody said in check-ins: given out to them, and gone with them."""

from groups.check_ins.instruments import SUPPORT, WELLBEING
from groups.models import CheckIn, CheckInReminder

COVERS = ["groups.CheckIn", "groups.CheckInReminder"]


def export(user):
    """The check-ins of `user`, oldest first, as plain data."""
    mine = CheckIn.objects.filter(user=user).prefetch_related("programs").order_by("taken_on", "pk")
    reminder = CheckInReminder.objects.filter(user=user).first()
    return {
        "check_ins": [_told(one) for one in mine],
        "reminder": reminder and {"last_mail": reminder.mailed_on and reminder.mailed_on.isoformat()},
    }


def erase(user):
    """Erase all of it."""
    CheckIn.objects.filter(user=user).delete()
    CheckInReminder.objects.filter(user=user).delete()


def _told(one):
    said = {
        f"{measures}_{name}": getattr(one, f"{measures}_{name}")
        for measures in (SUPPORT, WELLBEING)
        for name in ("instrument", "items", "score")
    }
    return {"day": one.taken_on.isoformat(), "goes_to": [listing.name for listing in one.programs.all()]} | said
