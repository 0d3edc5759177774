"""How somebody is: the questions of two instruments, and where they go; nothing of it is required."""

import re

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from groups import check_ins
from groups.check_ins.instruments import SUPPORT, WELLBEING, asked
from groups.forms.fields import LineField, TicksField
from groups.forms.plain import PlainForm
from groups.models import Listing

PUBLIC_ID = re.compile(r"[0-9A-Za-z]{1,12}")


class ItemField(forms.TypedChoiceField):
    """The answer to one `Item`, or none."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": _("Choose one of the answers, or leave it out.")}

    def __init__(self, item):
        choices = [(str(value), words) for value, words in zip(item.values, item.answers, strict=True)]
        super().__init__(
            label=item.text,
            choices=[*choices, ("", _("Leave out"))],
            coerce=int,
            empty_value=None,
            required=False,
            initial="",
        )


class LookForm(PlainForm):
    """The part of a check-in that says which listings there are to tick: those ticked, and those of a `name`.

    `look` is the button that looks for the name: what was answered so far stays, and nothing is kept.
    """

    name = LineField(label=_("Look for another one by name"), max_length=80, min_length=3, required=False)
    look = forms.BooleanField(required=False)
    programs = forms.TypedMultipleChoiceField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programs"].valid_value = PUBLIC_ID.fullmatch

    def offered(self, user):
        """The public listings to tick, each once: found by name, near to `user`, ticked before."""
        self.is_valid()
        name = self.cleaned_data.get("name") if self.is_looking else ""
        ticked = self.cleaned_data.get("programs", [])[: check_ins.MOST_PROGRAMS]
        public = Listing.objects.published().filter(public_id__in=ticked).select_related("place")
        found = check_ins.found(name) if name else []
        listings = [*found, *check_ins.near_to(user), *public.order_by("name", "pk")]
        return list({one.pk: one for one in listings}.values())

    @property
    def is_looking(self):
        """Whether the button to look for a name was pressed."""
        self.is_valid()
        return bool(self.cleaned_data.get("look"))


class CheckInForm(PlainForm):
    """One check-in: the questions of the instruments that are asked now, and which of the `offered` listings one goes
    to. `asks_consent`: who has not agreed yet says first that they are an adult and agree; not yet to who `is_looking`
    for a listing."""

    programs = TicksField(label=_("Where do you go?"), required=False)
    is_adult = forms.BooleanField(
        label=_("I am 18 or older"), error_messages={"required": _("This is for people who are 18 or older.")}
    )
    agrees = forms.BooleanField(
        label=_("Yes, I agree"),
        error_messages={"required": _("We may keep your answers only if you agree. Tick the box, or leave the page.")},
    )

    def __init__(self, *args, offered, asks_consent, is_looking=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.instruments = [asked(SUPPORT), asked(WELLBEING)]
        for one in self.instruments:
            for number, item in enumerate(one.items):
                self.fields[f"{one.measures}_{number}"] = ItemField(item)
        self.offered = offered
        self.fields["programs"].choices = [(one.public_id, _line(one)) for one in offered]
        for name in ("is_adult", "agrees"):
            self.fields[name].required = not is_looking
            if not asks_consent:
                del self.fields[name]

    @property
    def parts(self):
        """`(Instrument, [bound field])` for each instrument."""
        return [
            (one, [self[f"{one.measures}_{number}"] for number in range(len(one.items))]) for one in self.instruments
        ]

    @property
    def said(self):
        """What a check-in is made of."""
        chosen = set(self.cleaned_data["programs"])
        return {
            "programs": [one for one in self.offered if one.public_id in chosen],
            **{
                one.measures: [self.cleaned_data[f"{one.measures}_{number}"] for number in range(len(one.items))]
                for one in self.instruments
            },
        }


def _line(listing):
    """What a listing is called, and where it is."""
    return f"{listing.name} ({listing.place.area})" if listing.place and listing.place.area else listing.name


class ReminderForm(PlainForm):
    """Whether to be mailed when the next one is due."""

    is_wanted = forms.BooleanField(required=False)


class TakeBackForm(PlainForm):
    """Take back what one agreed to."""

    is_sure = forms.BooleanField(
        label=_("Yes, erase all my check-ins"),
        error_messages={"required": _("Tick the box, so that nothing is erased by mistake.")},
    )


class Said(TextChoices):
    """What the page of one's own check-ins says after something was done."""

    KEPT = "kept", _("Thank you. It is kept, for you alone.")
    REMINDER = "reminder", _("Saved.")
    ERASED = "erased", _("All your check-ins are erased.")
