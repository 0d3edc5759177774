"""For whom, how many, and how one comes to join."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.choices import Answer, Formality
from groups.forms.fields import ChoiceField, DayField, LineField, NumberField, TextField
from groups.forms.section import SectionForm
from groups.models import FirstVisit
from groups.models.listing import ADULT_AGE

OLDEST, LARGEST, LONGEST_WAIT = 130, 10_000, 520
A_DAY = timedelta(days=1)
NOT_SAID = [("", gettext_lazy("Not said"))]


class PeopleForm(SectionForm):
    """Ages and size; where everybody is under 18, who answers for their safety."""

    section = "people"

    minimum_age = NumberField(label=gettext_lazy("Youngest age"), highest=OLDEST)
    maximum_age = NumberField(label=gettext_lazy("Oldest age"), highest=OLDEST)
    minimum_size = NumberField(label=gettext_lazy("Smallest usual group"), highest=LARGEST)
    maximum_size = NumberField(label=gettext_lazy("Largest usual group"), highest=LARGEST)
    safeguarding_contact = LineField(
        label=gettext_lazy("Who answers for the safety of minors?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Needed, together with an organization, where everybody is under 18."),
    )

    def clean(self):
        cleaned = super().clean()
        self.check_order("minimum_age", "maximum_age", _("The youngest age is above the oldest."))
        self.check_order("minimum_size", "maximum_size", _("The smallest group is larger than the largest."))
        oldest = cleaned.get("maximum_age")
        is_for_minors = oldest is not None and oldest < ADULT_AGE
        if is_for_minors and self.formality != Formality.FORMAL and cleaned.get("safeguarding_contact") == "":
            self.add_error(
                "safeguarding_contact",
                _("A meetup for people under 18 needs the name of somebody who answers for their safety."),
            )
        return cleaned

    def check_order(self, least, most, sentence):
        low, high = self.cleaned_data.get(least), self.cleaned_data.get(most)
        if low is not None and high is not None and low > high:
            self.add_error(least, sentence)


class JoiningForm(SectionForm):
    """How to join; how long one waits and whether new people are taken, each with the day it was checked."""

    section = "joining"

    how_to_join = TextField(label=gettext_lazy("How to join"), max_length=2000, required=False)
    accepting_new = ChoiceField(
        label=gettext_lazy("Do you take new people?"),
        choices=[*NOT_SAID, ("true", gettext_lazy("Yes")), ("false", gettext_lazy("Not just now"))],
        required=False,
        radios=True,
    )
    accepting_new_checked_on = DayField(label=gettext_lazy("True on"))
    wait_weeks = NumberField(label=gettext_lazy("Waiting time in weeks"), highest=LONGEST_WAIT)
    wait_checked_on = DayField(label=gettext_lazy("Waiting time true on"))

    DATED = {"accepting_new": "accepting_new_checked_on", "wait_weeks": "wait_checked_on"}
    WORDS = {None: "", True: "true", False: "false"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial = self.initial | {day: self.initial.get(day) or today for day in self.DATED.values()}

    @classmethod
    def initial_from(cls, value):
        stored = value or {}
        days = {day: date.fromisoformat(stored[day]) for day in cls.DATED.values() if stored.get(day)}
        return super().initial_from(value) | {"accepting_new": cls.WORDS[stored.get("accepting_new")]} | days

    def clean(self):
        cleaned = super().clean()
        latest = timezone.localdate() + A_DAY  # where the sun rises first it is tomorrow already
        for day in self.DATED.values():
            if cleaned.get(day) and cleaned[day] > latest:
                self.add_error(day, _("This day has not come yet."))
        return cleaned

    def content(self):
        typed = self.cleaned_data
        said = {"true": True, "false": False}.get(typed["accepting_new"])
        return {
            "how_to_join": typed["how_to_join"],
            "wait_weeks": typed["wait_weeks"],
            "wait_checked_on": self.checked_on("wait_weeks", typed["wait_weeks"]),
            "accepting_new": said,
            "accepting_new_checked_on": self.checked_on("accepting_new", said),
        }

    def checked_on(self, name, answer):
        """The day an answer was checked (ISO): the one given; today where the answer is new and the day is not."""
        day = self.DATED[name]
        if answer is None:
            return None
        is_stale = name in self.changed_data and day not in self.changed_data
        given = None if is_stale else self.cleaned_data[day]
        return (given or timezone.localdate()).isoformat()


class FirstVisitForm(SectionForm):
    """What a newcomer wants to know; nothing at all where nobody has said anything."""

    section = "first_visit"

    greeter = LineField(
        label=gettext_lazy("Who greets newcomers?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as “Ana, in the yellow scarf”. A first name is enough."),
    )
    what_to_expect = TextField(label=gettext_lazy("What happens the first time?"), max_length=LARGEST, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        questions = {name: FirstVisit._meta.get_field(name).verbose_name for name in FirstVisit.QUESTIONS}
        asked = {
            name: ChoiceField(label=words, choices=[*Answer.choices, *NOT_SAID], required=False, radios=True)
            for name, words in questions.items()
        }
        self.fields = asked | self.fields

    def questions(self):
        """The plain questions, as bound fields."""
        return [self[name] for name in FirstVisit.QUESTIONS]

    def content(self):
        return super().content() if any(self.cleaned_data.values()) else None
