"""When a listing meets: any number of slots in plain words, or no fixed times."""

import json
import re
from heapq import merge
from itertools import groupby, islice

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import recurrence
from groups.date_lists import MAX_DATES
from groups.forms.section import SectionForm
from groups.forms.slot import SlotForm
from groups.forms.slot_content import read_slots, rule_of
from groups.forms.slot_fields import zones
from groups.recurrence import Freq
from groups.recurrence.problems import LONGEST_WAIT

MAX_SLOTS = 20
MOST_READ = 40
"""More than anybody may add: an imported listing can have more slots, and loses none."""

NEXT_DATES = 6
UNKNOWN_ZONE = "UTC"
_BUTTON = re.compile(r"(show|add|copy|remove|rule)(?:-(\d{1,2}))?")


class TimesForm(SectionForm):
    """The section "times": a list of slots (see `groups.forms.slot_content`), `[]` for no fixed times.

    `zone` is the IANA name of the place's time zone, or "" while that is not known: it is what an empty time zone of a
    slot means. A page includes "groups/posting/times.html" with the form as `form`, and loads css/sections.css,
    css/times.css and js/times.js. Without script the editor's own buttons send the whole page: if `is_only_edited`,
    the view shows the page again with this form (nothing is lost, nothing is checked that nobody asked to check) and
    saves nothing::

        times = TimesForm(request.POST or None, initial=TimesForm.initial_from(content["times"]), zone=zone)
        if not times.is_only_edited and times.is_valid():
            save(times.content())

    As these buttons stand within the page's form, that form begins with a button of its own (class "unseen",
    tabindex -1), or else Enter in any field would press one of them. A slot's `id` comes back from the browser: who
    writes the content must look slots up among those of the listing.
    """

    section = prefix = "times"

    no_fixed_times = forms.BooleanField(
        label=_("There are no fixed times"),
        required=False,
        help_text=_("For example by appointment, or an online community that is always open."),
    )
    zone = forms.CharField(required=False, max_length=50, widget=forms.HiddenInput)
    slot_count = forms.IntegerField(required=False, min_value=0, max_value=MOST_READ, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, zone="", **kwargs):
        super().__init__(data, files, **kwargs)
        self.button, self.at = self._pressed()
        self.place_zone = zone or self["zone"].value() or ""
        stands_in = UNKNOWN_ZONE if self.button == "show" else ""
        self.slot_zone = self.place_zone or stands_in
        if self.is_reshaped:
            starts = self._reshaped()
        elif self.is_bound:
            self.slots = [SlotForm(data, prefix=self._slot_prefix(n), zone=self.slot_zone) for n in range(self._sent())]
            return
        else:
            starts = self.initial.get("slots", [{}])
        self.slots = [
            SlotForm(initial=start, prefix=self._slot_prefix(n), zone=self.slot_zone) for n, start in enumerate(starts)
        ]

    @classmethod
    def initial_from(cls, value):
        """What the form starts with; None is a section nobody has answered, `[]` one without fixed times.

        Single dates of one zone and note are shown together, as one list.
        """
        if value is None:
            return super().initial_from(None)
        slots = [SlotForm.initial_from(group) for group in _grouped(value)]
        return {"before": value, "slots": slots, "no_fixed_times": not value}

    @property
    def is_reshaped(self):
        """Whether a slot was to be added, copied, removed or replaced by its rule; it has been, in `slots`."""
        return self.button not in ("", "show")

    @property
    def is_only_edited(self):
        """Whether the page was sent by a button of the editor: show the page again and save nothing."""
        return self.button != ""

    @property
    def is_without_times(self):
        return bool(self["no_fixed_times"].value())

    @property
    def is_full(self):
        return len(self.slots) >= MAX_SLOTS

    @property
    def zones(self):
        return zones()

    def is_valid(self):
        return not self.is_reshaped and super().is_valid()

    def clean(self):
        cleaned = super().clean()
        if self.is_reshaped or cleaned.get("no_fixed_times"):
            return cleaned
        if [slot for slot in self.slots if not slot.is_valid()]:
            raise forms.ValidationError(_("Look at the times again, please."))
        if not any(slot.content() for slot in self.slots):
            raise forms.ValidationError(_("Say when it meets, or tick that there are no fixed times."))
        return cleaned

    def content(self):
        """The slots as a list of plain dicts, in the order they had in the initial value; new ones last."""
        if self.cleaned_data["no_fixed_times"]:
            return []
        return sorted((slot for form in self.slots for slot in form.content()), key=self._position)

    def problems(self):
        yield from super().problems()
        for number, form in enumerate(self.slots if self.errors else [], start=1):
            for name, sentences in form.errors.items():
                label = _("Time %(number)s: %(question)s") % {"number": number, "question": form[name].label}
                yield from ((form[name].id_for_label or form[name].auto_id, label, one) for one in sentences)

    def preview(self):
        """What the slots mean so far: for each its `words`, `zone`, the first `sentence` of what is wrong, and the
        slot that it may be `offered` as. Nothing of slots left blank."""
        if self.is_reshaped:
            return []
        return [part for number, form in enumerate(self.slots) if (part := self._part(number, form))]

    def next_dates(self):
        """The next six dates of all sound slots, as `starts_at`, `ends_at` and `zone`."""
        now = timezone.now()
        slots = [] if self.is_reshaped else [slot for form in self._sound() for slot in form.content()]
        found = [_dates_of(rule_of(slot), now) for slot in slots]
        return list(islice(merge(*found, key=lambda one: one["starts_at"]), NEXT_DATES))

    def _position(self, slot):
        before = self.before or []
        same = (n for n, one in enumerate(before) if one == slot or (slot["id"] and one["id"] == slot["id"]))
        return next(same, len(before))

    def _sound(self):
        return [form for form in self.slots if not form.is_bound or form.is_valid()]

    def _part(self, number, form):
        sentence = next((errors[0] for errors in form.errors.values()), "")
        words = "" if sentence else form.in_words()
        if not sentence and not words:
            return None
        offer = form.offer()
        rules = [] if sentence else [rule_of(slot) for slot in form.content()]
        return {
            "number": number,
            "sentence": sentence,
            "words": words,
            "zone": self._zone_in_words(rules[0].timezone) if rules else "",
            "doubt": next(filter(None, map(recurrence.doubt, rules)), ""),
            "offered": recurrence.describe(rule_of(offer)) if offer else "",
        }

    def _zone_in_words(self, zone):
        """The name of a zone; empty where it only stands in for one that nobody knows yet."""
        return zone if self.place_zone or zone != UNKNOWN_ZONE else ""

    def _slot_prefix(self, number):
        return f"{self.prefix}-{number}"

    def _sent(self):
        """How many slots the browser sent."""
        try:
            return self.fields["slot_count"].clean(self["slot_count"].value()) or 0
        except forms.ValidationError:
            return 0

    def _pressed(self):
        """The editor's button that was pressed, and the number of its slot; ("", 0) for none."""
        for name in self.data:
            found = _BUTTON.fullmatch(name.removeprefix(f"{self.prefix}-")) if name.startswith(self.prefix) else None
            if found:
                return found[1], int(found[2] or 0)
        return "", 0

    def _reshaped(self):
        """What the slots start with after the button: as typed, one more, one less or one replaced by its rule."""
        typed = [self._typed(number) for number in range(self._sent())]
        if self.button == "add" and len(typed) < MAX_SLOTS:
            return [*typed, {"is_new": True}]
        if self.at >= len(typed):
            return typed
        before, here, after = typed[: self.at], typed[self.at], typed[self.at + 1 :]
        if self.button == "remove":
            return before + after
        if self.button == "copy" and len(typed) < MAX_SLOTS:
            return [*before, here, here | {"was": _unkeyed(here.get("was", "")), "is_new": True}, *after]
        if self.button == "rule":
            return [*before, self._as_rule(here), *after]
        return typed

    def _typed(self, number):
        """What was typed for one slot, as it was, to begin the same slot with."""
        form = SlotForm(self.data, prefix=self._slot_prefix(number))
        values = {name: form[name].data for name in form.fields}
        return {name: value for name, value in values.items() if value is not None}

    def _as_rule(self, typed):
        """A list of dates, replaced by the rule that they follow."""
        form = SlotForm(self.data, prefix=self._slot_prefix(self.at), zone=self.slot_zone or UNKNOWN_ZONE)
        offer = form.offer()
        if not offer:
            return typed
        zone = {"timezone": typed.get("timezone", "")}
        return SlotForm.initial_from([offer]) | zone | {"was": typed.get("was", ""), "is_new": True}


def _grouped(slots):
    """Slots one by one; but single dates of one zone and note together, at most as many as a list may hold."""

    def group(slot):
        is_single = slot["freq"] == Freq.ONCE
        return (is_single, slot["timezone"], slot["note"]) if is_single else (is_single, "", "")

    ordered = sorted(slots, key=group)  # stable: within a group the order stays
    for (is_single, *_rest), found in groupby(ordered, key=group):
        together = list(found)
        size = MAX_DATES if is_single else 1
        yield from (together[begin : begin + size] for begin in range(0, len(together), size))


def _dates_of(rule, now):
    for one in recurrence.occurrences(rule, now, now + LONGEST_WAIT):
        yield {"starts_at": one.starts_at, "ends_at": one.ends_at, "zone": rule.timezone}


def _unkeyed(was):
    """What a slot began with, for its copy: the same pattern, but no slot of the listing's own; no list of dates."""
    slots = read_slots(was)
    return json.dumps([slot | {"id": None} for slot in slots]) if len(slots) == 1 else ""
