"""The first visit in plain answers, so that it holds no surprise."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.choices import Answer
from groups.models.listing import Listing


def answer(question):
    return models.CharField(question, max_length=10, choices=Answer.choices, blank=True)


class FirstVisit(models.Model):
    """What a newcomer wants to know of a listing; an empty answer means that nobody has said."""

    listing = models.OneToOneField(Listing, models.CASCADE, related_name="first_visit")
    must_speak = answer(_("Do I have to speak?"))
    give_name = answer(_("Do I have to give a name?"))
    must_commit = answer(_("Do I have to come again?"))
    show_id = answer(_("Do I have to show ID?"))
    bring_someone = answer(_("May I bring someone?"))
    arrive_late = answer(_("May I arrive late?"))
    leave_early = answer(_("May I leave early?"))
    greeter = models.CharField(_("Who greets me?"), max_length=200, blank=True)
    what_to_expect = models.TextField(_("What happens the first time?"), blank=True)

    QUESTIONS = (
        "must_speak",
        "give_name",
        "must_commit",
        "show_id",
        "bring_someone",
        "arrive_late",
        "leave_early",
    )

    class Meta:
        verbose_name = _("first visit")
        verbose_name_plural = _("first visits")

    def __str__(self):
        return str(_("First visit"))

    @property
    def answers(self):
        """The answered questions as `(question, answer)` in words."""
        fields = {field.name: field for field in self._meta.fields}
        return [
            (fields[name].verbose_name, getattr(self, f"get_{name}_display")())
            for name in self.QUESTIONS
            if getattr(self, name)
        ]
