"""One slot in plain questions: how often, which days, from when to when."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from groups import recurrence
from groups.choices import Weekday
from groups.date_lists import MAX_CHARACTERS, rule_through
from groups.forms.fields import ChoiceField, ClockField, DayField, LineField, NumberField, TextField, TicksField
from groups.forms.slot_answers import listed_rules, missing, rule_from
from groups.forms.slot_content import plain_answers, read_slots, rule_of, slot_of
from groups.forms.slot_fields import MonthdaysField, YeardayField, ZoneField
from groups.recurrence import week
from groups.recurrence.dates import dates
from groups.recurrence.problems import LONGEST_WAIT, is_known_zone

REPEATS = [
    ("weekly", _("Every week")),
    ("weeks", _("Every few weeks")),
    ("nth", _("Monthly, like the 2nd Tuesday")),
    ("monthday", _("Monthly, like the 15th")),
    ("daily", _("Every day or every few days")),
    ("once", _("Only once")),
    ("dates", _("On dates that I list")),
]
NTH = [(1, _("1st")), (2, _("2nd")), (3, _("3rd")), (4, _("4th")), (5, _("5th")), (-1, _("Last"))]
ORDERS = [("auto", _("Work it out")), ("dmy", _("The day, so 3 April")), ("mdy", _("The month, so 4 March"))]
BLANK = {"repeats": "weekly", "order": "auto", "monthdays": []}
FIELD_OF = {
    "freq": "repeats",
    "start_time": "starts_at",
    "duration": "ends_at",
    "byday": "weekdays",
    "bymonthday": "monthdays",
}
LATER = ("until", "count", "season_from", "season_until", "timezone", "note")
"""Questions that most slots leave alone; the page folds them away."""


def days_in_order():
    """The days of the week with their names, from the first one of the language on."""
    return week.in_order(Weekday.choices, lambda choice: choice[0])


class SlotForm(forms.Form):
    """One slot, or one list of single dates with the same zone and note.

    `zone` is the IANA name of the place's time zone: what an empty time zone means. After `is_valid()`, `content()`
    gives the slots: none for a form left blank, those it began with (`was`) where nothing was changed, so that a rule
    which these questions cannot say survives. What the chosen repetition does not ask is left aside.
    """

    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    repeats = ChoiceField(label=_("How often does it meet?"), choices=REPEATS)
    interval = NumberField(
        label=_("Every how many weeks, months or days?"),
        highest=recurrence.MAX_INTERVAL,
        help_text=_("1 is every one, 2 is every other one."),
    )
    nth = forms.TypedMultipleChoiceField(
        label=_("Which ones of the month?"),
        choices=NTH,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    weekdays = TicksField(label=_("On which days?"), choices=days_in_order, required=False)
    monthdays = MonthdaysField(label=_("On which days of the month?"), help_text=_("Such as 15, or 1 and 15, or last."))
    dates = TextField(
        label=_("Your dates"),
        required=False,
        max_length=MAX_CHARACTERS,
        help_text=_("One on each line, such as 3 March 2026. Where times differ: 3 March 2026, 18:30 to 20:00."),
    )
    order = ChoiceField(label=_("In 03/04/2026, what comes first?"), choices=ORDERS, required=False)
    starts_on = DayField(label=_("First date"), help_text=_("If it repeats, empty means from today."))
    starts_at = ClockField(label=_("Starts at"))
    ends_at = ClockField(label=_("Ends at"))
    until = DayField(label=_("Last date"), help_text=_("Leave this empty if it goes on."))
    count = NumberField(label=_("Or: how many dates in all?"), highest=recurrence.MAX_COUNT)
    season_from = YeardayField(label=_("Only in a season, from"))
    season_until = YeardayField(label=_("Season ends on"))
    timezone = ZoneField(label=_("Time zone"), help_text=_("Leave this empty for the time at the place."))
    note = LineField(label=_("Note"), required=False, max_length=250, help_text=_("Such as: ring the side bell."))

    def __init__(self, data=None, files=None, *, zone="", initial=None, **kwargs):
        fixed = {"label_suffix": "", "empty_permitted": True, "use_required_attribute": False}
        super().__init__(data, files, initial=BLANK | (initial or {}), **fixed | kwargs)
        self.zone, self._given = zone, []
        self.is_new, self.kept_in_words = self.initial.get("is_new", False), ""
        sent = self.data.get(self.add_prefix("was"), "") if self.is_bound else self.initial.get("was", "")
        self.was = read_slots(sent)
        if self.is_bound and self.was:
            self.initial |= self.initial_from(self.was) | {"was": sent}
        if self.was and plain_answers(rule_of(self.was[0]))["repeats"] == "keep":
            self.fields["repeats"].choices = [("keep", _("Keep the days as they are")), *REPEATS]
            self.kept_in_words = recurrence.describe(rule_of(self.was[0]))

    @classmethod
    def initial_from(cls, slots):
        """What the form starts with for one slot, or for several single dates of one zone and note."""
        rule = rule_of(slots[0])
        initial = BLANK | {
            "was": json.dumps(slots),
            "starts_at": rule.start_time,
            "ends_at": (datetime.combine(rule.starts_on, rule.start_time) + rule.duration).time(),
            "timezone": rule.timezone,
            "note": slots[0]["note"],
        }
        if len(slots) > 1:
            return initial | {"repeats": "dates", "dates": _as_lines(slots)}
        ends = {name: getattr(rule, name) for name in ("starts_on", "until", "count", "season_from", "season_until")}
        return initial | ends | plain_answers(rule)

    @property
    def has_later(self):
        """Whether one of the folded questions has an answer or a mistake that must be seen."""
        return any(name in self.errors or self._is_answered(name) for name in LATER)

    def content(self):
        """The slots, as plain dicts, of a form that was not given data or that is valid."""
        return self._given if self.is_bound and self.has_changed() else self.was

    def clean(self):
        answers = super().clean()
        answers["timezone"] = answers.get("timezone") or self.zone
        if "repeats" in answers:
            self._add({name: sentence for name, sentence in self._missing(answers) if name not in self.errors}.items())
        if not self.errors:
            rules = self._rules(answers)
            self._add(self._problems(rules, answers["repeats"]))
            self._given = self._over() + self._with_keys(rules, answers["note"])
        return answers

    def offer(self):
        """The slot of a rule that a valid list of dates follows from first to last, or None."""
        if not self.is_bound or not self.is_valid() or self.cleaned_data.get("repeats") != "dates":
            return None
        rules = [rule_of(slot) for slot in self._given[len(self._over()) :]]
        if len({(rule.start_time, rule.duration) for rule in rules}) != 1:
            return None
        found = rule_through([rule.starts_on for rule in rules], rules[0])
        return found and slot_of(found, note=self.cleaned_data["note"])

    def in_words(self):
        """The slot or slots in words, such as "Every Tuesday, 18:30 to 20:00"; empty where there are none yet."""
        slots = self.content()
        if len(slots) > 1:
            return ngettext("%(number)s date", "%(number)s dates", len(slots)) % {"number": len(slots)}
        return recurrence.describe(rule_of(slots[0])) if slots else ""

    def _is_answered(self, name):
        nothing = (None, "", [None, None], ["", ""], *([self.zone] if name == "timezone" else []))
        return self[name].value() not in nothing

    def _missing(self, answers):
        yield from missing(answers)
        if answers["repeats"] == "dates" and not answers.get("dates") and not self._over():
            yield "dates", _("Write at least one date.")
        if not answers["timezone"]:
            yield "timezone", _("Choose the time zone, such as Europe/London.")

    def _add(self, wrong):
        for name, sentence in wrong:
            self.add_error(name, sentence)

    def _rules(self, answers):
        today = today_in(answers["timezone"])
        if answers["repeats"] != "dates":
            return [rule_from(answers, kept=self.was and rule_of(self.was[0]), today=today)]
        rules, wrong = listed_rules(answers, today=today)
        self._add(wrong)
        return rules

    def _problems(self, rules, repeats):
        """What stops the rules, by the question that asked for it; new dates must not all be over."""
        for rule in rules:
            for problem in recurrence.problems(rule):
                name = FIELD_OF.get(problem.field, problem.field)
                yield "dates" if repeats == "dates" and name == "starts_on" else name, problem.sentence
            if not self.was and not recurrence.problems(rule) and is_over(rule):
                yield "starts_on", _("That is over. Give a day that is still to come.")

    def _over(self):
        """Dates of a list that have passed: nobody is asked about them, and they stay."""
        several = len(self.was) > 1
        return [slot for slot in self.was if several and slot["starts_on"] < f"{today_in(slot['timezone'])}"]

    def _with_keys(self, rules, note):
        """The slots of the rules, with the keys of those they stand for: by its date in a list, else the only one."""
        keys = defaultdict(list)
        for slot in self.was:
            keys[slot["starts_on"]].append(slot["id"])
        if len(rules) == len(self.was) == 1:
            return [slot_of(rules[0], pk=self.was[0]["id"], note=note)]
        for slot in self._over():
            del keys[slot["starts_on"]]
        pks = [keys[day].pop(0) if keys[day := f"{rule.starts_on}"] else None for rule in rules]
        return [slot_of(rule, pk=pk, note=note) for rule, pk in zip(rules, pks, strict=True)]


def today_in(zone):
    """Today's date in an IANA zone; in UTC where the zone is not known."""
    return timezone.now().astimezone(ZoneInfo(zone) if is_known_zone(zone) else UTC).date()


def is_over(rule):
    """Whether a sound rule has no date from today on."""
    today = today_in(rule.timezone)
    return next(dates(rule, today, max(today, rule.starts_on) + LONGEST_WAIT), None) is None


def _as_lines(slots):
    """Coming single dates as people write them, with their times where they differ from those of the first."""
    rules = [rule_of(slot) for slot in slots]
    usual = _as_times(rules[0])
    coming = [rule for rule in rules if rule.starts_on >= today_in(rule.timezone)]
    days = [(date_format(rule.starts_on, "DATE_FORMAT"), _as_times(rule)) for rule in coming]
    return "\n".join(day if times == usual else f"{day}, {times}" for day, times in days)


def _as_times(rule):
    ends = datetime.combine(rule.starts_on, rule.start_time) + rule.duration
    return f"{rule.start_time:%H:%M}-{ends:%H:%M}"
