"""What people told of their first visits, and which topics they missed: given out to them, and gone with them."""

from django.db.models import Q

from groups.models import Story, Wish

COVERS = ["groups.Story", "groups.Wish"]


def export(user):
    """What `user` told and missed, signed in or by their address, oldest first; and when they, as a moderator, decided
    about words of others."""
    missed = Wish.objects.filter(email__iexact=user.email).order_by("pk")
    return {
        "first_visits": [as_data(story) for story in told_by(user).select_related("listing").order_by("pk")],
        "topics_missed": list(missed.values("word", "why", "language")),
        "decisions": [
            decided_at.isoformat()
            for model in (Story, Wish)
            for decided_at in model.objects.filter(decided_by=user).order_by("pk").values_list("decided_at", flat=True)
        ],
    }


def told_by(user):
    """First visits that `user` told, also those by a mail to their address, which is kept until somebody decided."""
    return Story.objects.filter(Q(user=user) | Q(email__iexact=user.email))


def as_data(story):
    """One first visit told, as plain data."""
    return {
        "listing": story.listing.get_absolute_url(),
        "text": story.text,
        "nickname": story.nickname,
        "language": story.language,
        "agreed": story.consented_at.isoformat(),
        "agreed_to": story.consent_words,
        "decision": story.decision,
    }


def erase(user):
    """Of first visits nothing stays; of a topic only the word. (Who decided is forgotten with the person, by the
    database.)"""
    told_by(user).delete()
    Wish.objects.filter(email__iexact=user.email).update(why="", email="", language="", digest="")
