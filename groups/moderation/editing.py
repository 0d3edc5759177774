"""What went to and fro since the last decision: a question with its answer, and what moderators changed.

It is read off the acts: an edit may have been kept for a while, and who approves at the end may be somebody else.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from groups import content
from groups.choices import CHANGES, CONCEALED, Act
from groups.models import ModerationEvent

DECISIONS = (Act.APPROVED, Act.PUBLISHED, Act.REJECTED, Act.TOOK_BACK, Act.WITHDREW)
MOST_ACTS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What a moderator asked of those who look after a listing, and since when they have answered (None: not yet)."""

    event: ModerationEvent
    answered_at: datetime | None


class Undecided:
    """What was done to the content of `listing` and asked about it since the last decision, by whom."""

    def __init__(self, listing):
        acts = ModerationEvent.objects.filter(listing=listing, act__in=[Act.ASKED, *CHANGES, *DECISIONS])
        latest = acts.order_by("-created_at", "-pk")[:MOST_ACTS]
        self.listing, self.all = listing, list(takewhile(lambda act: act.act not in DECISIONS, latest))[::-1]
        self.acts = [act for act in self.all if act.act in CHANGES]

    @cached_property
    def team(self):
        """Who looks after it; somebody without an account, and an import, do not stand against them."""
        return {None, self.listing.owner_id, *self.listing.facilitators.values_list("user", flat=True)}

    @property
    def is_only_by_moderators(self):
        """Whether nobody who looks after it asked for anything."""
        return bool(self.acts) and not any(act.by_id in self.team for act in self.acts)

    @property
    def question(self):
        """The last question as `Asked`, or None."""
        asked = next((act for act in reversed(self.all) if act.act == Act.ASKED), None)
        if asked is None:
            return None
        later = self.all[self.all.index(asked) + 1 :]
        answers = (act.created_at for act in later if act.via_link or (act.by_id and act.by_id in self.team))
        return Asked(asked, next(answers, None))

    def overwritten(self):
        """The sections that moderators changed, as those who look after it had left them."""
        theirs, changed = {}, set()
        for act in self.acts:
            if act.by_id in self.team:
                theirs, changed = theirs | act.after, changed - act.after.keys()
            else:
                theirs, changed = act.before | theirs, changed | act.after.keys()
        return {name: theirs[name] for name in changed}


@dataclass(frozen=True, slots=True)
class Edits:
    """Sections as they were sent in and as they are now, without contacts, named people and the address of a home.

    Words are made of them only when they are asked for, in the language of who reads them. At a concealed place no
    earlier words are told: its address may have been taken out of any of them.
    """

    before: dict
    after: dict
    is_concealed: bool

    @classmethod
    def of(cls, sent_in, listing):
        """What became of the sections `sent_in`, as `listing` says them now."""
        now = content.content_of(listing) if sent_in else {}
        versions = [content.public_part(one) for one in (sent_in, {name: now[name] for name in sent_in})]
        places = [one["place"] for one in versions if "place" in one] + ([now["place"]] if now else [])
        is_concealed = any(place["precision"] in CONCEALED for place in places)
        return cls(*versions, is_concealed)

    def __bool__(self):
        return bool(self.after)

    @property
    def told(self):
        """What changed, as `content.Difference`s, as far as it may be told."""
        found = content.differences(self.before, self.after)
        return [self._told(one) for one in found if one.section != "contacts"]

    def _told(self, difference):
        return replace(difference, before=(), after=difference.come) if self.is_concealed else difference

    @property
    def untold(self):
        """The names of the sections of which only that much is told: they changed."""
        told = {one.section for one in self.told}
        return [name for name in self.after if name not in told]
