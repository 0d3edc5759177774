"""A circle kept in an account, and one that a form carries along and nobody keeps; both take the same acts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import erasures
from groups.choices import Formality, Support
from groups.circle import document
from groups.circle.consent import has_agreed, hold
from groups.circle.document import Circle, Goal, Helper
from groups.models import CircleEntry, CircleGoal, Listing

NOT_AGREED = _("Say first that you agree that we keep it. You find the words on this page.")


class Carried:
    """The circle that came with a form: what is done to it is in the answer and nowhere else."""

    def __init__(self, circle):
        self.circle = circle

    def add(self, helper):
        """Put `helper` in, or in the place of the same one; raises ValidationError where there is no room."""
        self.circle = document.with_helper(self.circle, helper)

    def add_goal(self, words):
        """One more goal; raises ValidationError where there is no room."""
        self.circle = document.with_goal(self.circle, words)

    def take_in(self, other):
        """Put all of `other` in; raises ValidationError, and changes nothing, where not all of it fits."""
        self.circle = document.merged(self.circle, other)

    def remove(self, row):
        """Take one helper out; safe to repeat."""
        self.circle = Circle.of([one for one in self.circle.helpers if one.row != row], self.circle.goals)

    def remove_goal(self, row):
        """Take one goal out; safe to repeat."""
        self.circle = Circle.of(self.circle.helpers, [one for one in self.circle.goals if one.row != row])

    def reach(self, row, *, is_reached):
        """Say whether a goal is reached."""
        goals = [Goal(one.words, is_reached) if one.row == row else one for one in self.circle.goals]
        self.circle = Circle.of(self.circle.helpers, goals)


class Kept:
    """The circle in the account of `user`, who agreed to that: without, everything that adds raises ValidationError.

    Each act is a transaction; two of the same person wait for one another, so that nobody keeps more than there is
    room for.
    """

    def __init__(self, user):
        self.user = user

    @property
    def circle(self):
        """As it is now; two questions."""
        entries = CircleEntry.objects.filter(user=self.user).select_related("listing").order_by("pk")
        goals = CircleGoal.objects.filter(user=self.user).order_by("pk")
        return Circle(
            tuple(_helper(entry) for entry in entries),
            tuple(Goal(goal.words, goal.is_reached, goal.pk) for goal in goals),
        )

    @transaction.atomic
    def add(self, helper):
        """Put `helper` in, or in the place of the same one; raises ValidationError where there is no room."""
        self._hold()
        document.with_helper(self.circle, helper)
        self._write([helper])

    @transaction.atomic
    def add_goal(self, words):
        """One more goal; raises ValidationError where there is no room."""
        self._hold()
        document.with_goal(self.circle, words)
        self._goals().get_or_create(words=words, defaults={"user": self.user})

    @transaction.atomic
    def take_in(self, other):
        """Put all of `other` in that is not there yet; raises ValidationError where not all of it fits.

        A listing that is no longer public is left out.
        """
        self._hold()
        before = self.circle
        after = document.merged(before, other)
        held = {one.known_as for one in before.helpers}
        self._write([one for one in after.helpers if one.known_as not in held])
        wanted = {goal.words for goal in before.goals}
        CircleGoal.objects.bulk_create(
            CircleGoal(user=self.user, words=goal.words, is_reached=goal.is_reached)
            for goal in after.goals
            if goal.words not in wanted
        )

    def remove(self, row):
        """Take one helper out; safe to repeat."""
        _forget(CircleEntry.objects.filter(user=self.user, pk=row))

    def remove_goal(self, row):
        """Take one goal out; safe to repeat."""
        _forget(self._goals().filter(pk=row))

    def reach(self, row, *, is_reached):
        """Say whether a goal is reached."""
        self._goals().filter(pk=row).update(is_reached=is_reached)

    def _goals(self):
        return CircleGoal.objects.filter(user=self.user)

    def _write(self, helpers):
        """Write each of `helpers`, in the place of the same one where there is one."""
        ids = [helper.listing for helper in helpers if helper.listing]
        listings = {one.public_id: one for one in Listing.objects.published().filter(public_id__in=ids)}
        for helper in helpers:
            given = {"supports": list(helper.supports), "times": helper.when}
            if not helper.listing:
                same, given["formality"] = {"listing": None, "words": helper.name}, helper.formality
            elif helper.listing in listings:
                same = {"listing": listings[helper.listing]}
            else:
                continue
            CircleEntry.objects.update_or_create(user=self.user, **same, defaults=given)

    def _hold(self):
        """Nobody else changes the circle of the user until this is done; raises ValidationError without consent."""
        hold(self.user)
        if not has_agreed(self.user):
            raise ValidationError(NOT_AGREED)


@transaction.atomic
def _forget(rows):
    erasures.note(rows)
    rows.delete()


def _helper(entry):
    """A `Helper` from its row; of a listing that is not public any more not even the name."""
    listing = entry.listing
    is_told = listing is not None and listing.is_published
    return Helper(
        name=(listing.name if is_told else "") if listing else entry.words,
        formality=Formality(listing.formality if listing else entry.formality),
        supports=tuple(support for support in Support if support in entry.supports),
        when=entry.times,
        listing=listing.public_id if listing else "",
        row=entry.pk,
    )
