"""What an account said of sessions: given out, and erased with it."""

from groups.answering.giving import NUMBERS, answers_of
from groups.models import Answer

COVERS = ["groups.Answer"]


def export(user):
    """What `user` said, as plain data."""
    return {
        "what_helped": [
            {
                "listing": said.listing.name,
                "date": said.session.original_on.isoformat(),
                "gave": [str(choice) for choice in said.gave],
                "given_on": said.given_on.isoformat(),
            }
            | {name: getattr(said, name) for name in NUMBERS}
            for said in answers_of(user).select_related("listing")
        ]
    }


def erase(user):
    """Erase all of it."""
    Answer.objects.filter(user=user).delete()
