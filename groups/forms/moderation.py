"""What moderators ask for and decide. Each form holds what one verb of `groups.moderation` needs."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.choices import Cause, PhoneResult
from groups.countries import country_choices
from groups.forms.fields import ChoiceField, LineField, TextField
from groups.models import Listing, ModerationEvent, PhoneCheck, ReplyTemplate, Review

LONGEST_TEXT = 4000
KEPT_IN_HISTORY = gettext_lazy("Why? The history keeps this.")
CHOSEN = re.compile(r"[\w-]{1,12}:[0-9a-f]{32}")


class QueueForm(forms.Form):
    """Which part of the queue to show, and after which entry; one wrong answer costs only itself.

    Pages of one listing carry the same questions along: there `after` is the entry in hand, and `back` says that the
    moderator wants to see the queue again rather than the next entry.
    """

    cause = forms.ChoiceField(
        label=gettext_lazy("Why"), required=False, choices=[("", gettext_lazy("Everything")), *Cause.choices]
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        choices=lambda: [("", _("All countries")), *country_choices()],
    )
    mine = forms.BooleanField(label=gettext_lazy("Only my own area"), required=False)
    minors = forms.BooleanField(label=gettext_lazy("For people under 18"), required=False)
    after = forms.ModelChoiceField(Review.objects.all(), required=False)
    back = forms.BooleanField(required=False)

    @property
    def asked(self):
        """The cleaned answers; what was wrong counts as not asked."""
        self.full_clean()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    @property
    def params(self):
        """What narrows the queue, as parameters of an address."""
        return {name: value for name, value in self.asked.items() if value and name not in ("after", "back")}


class DecisionForm(forms.Form):
    """What every decision carries: `stamp`, that is what the moderator saw (`queue.stamp_of`)."""

    use_required_attribute = False
    stamp = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


class WordForm(DecisionForm):
    """A decision and a few words about it; `template` is a prepared text to begin with."""

    template = forms.ModelChoiceField(
        ReplyTemplate.objects.all(),
        label=gettext_lazy("Begin with a prepared text"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("Choose one"),
        error_messages={"invalid_choice": gettext_lazy("This prepared text is not there any more.")},
    )
    reason = TextField(
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Please write a few words.")},
    )

    def with_template(self):
        """The same form with the chosen text below what was typed, for the button that works without script."""
        self.is_valid()
        typed, chosen = (self["reason"].value() or "").strip(), self.cleaned_data.get("template")
        text = "\n\n".join(filter(None, [typed, chosen and chosen.text]))
        initial = {"reason": text, "template": chosen and chosen.slug, "stamp": self["stamp"].value()}
        return type(self)(initial=initial, prefix=self.prefix)


class ApproveForm(DecisionForm):
    """Let the public see it."""


class RejectForm(WordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why not? They get this by mail.")

    def for_nobody(self):
        """Promise no mail: nobody looks after the listing, only the history keeps the words."""
        self.fields["reason"].label = KEPT_IN_HISTORY


class AskForm(WordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Your question. They get this by mail.")


class HistoryWordForm(DecisionForm):
    """A decision whose reason only the history keeps."""

    reason = LineField(
        label=KEPT_IN_HISTORY,
        max_length=300,
        error_messages={"required": gettext_lazy("Please say why, in a few words.")},
    )


class LookForm(DecisionForm):
    """Looked at, and left as it is."""

    reason = LineField(label=gettext_lazy("A word for the history"), max_length=300, required=False)


class MergeForm(DecisionForm):
    """Into which public listing; by its number, or the address of its page.

    `may_decide(listing)` says whether the moderator answers for that one too: who looks after the duplicate looks after
    it afterwards.
    """

    into = LineField(
        label=gettext_lazy("The listing that stays: its address or number"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say which listing stays.")},
    )

    def __init__(self, *args, may_decide=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_decide = may_decide or (lambda listing: False)

    def clean_into(self):
        wanted = self.cleaned_data["into"].rstrip("/").rpartition("/")[2]
        found = Listing.objects.published().select_related("place").filter(public_id=wanted).first()
        if found is None or not self.may_decide(found):
            raise forms.ValidationError(_("No public listing has this address or number."))
        return found


class NameForm(forms.Form):
    """The name of a listing to merge into."""

    name = forms.CharField(label=gettext_lazy("Its name"), max_length=200, required=False)


class SettleForm(DecisionForm):
    """What became of all open reports of a listing; who gave an address is told."""

    was_right = forms.TypedChoiceField(
        label=gettext_lazy("Were they right?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether they were right.")},
    )
    outcome = TextField(
        label=gettext_lazy("What became of it? Who wanted to hear gets this by mail."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what became of it.")},
    )


class ClaimForm(DecisionForm):
    """Whether somebody may take the listing over, and why not."""

    is_granted = forms.TypedChoiceField(
        label=gettext_lazy("May they look after it?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether they may.")},
    )
    reason = TextField(
        label=gettext_lazy("Why? They get this by mail."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_granted") is False and not cleaned.get("reason"):
            self.add_error("reason", _("Say why not: they get this by mail."))
        return cleaned


class PhoneCheckForm(forms.ModelForm):
    """One call, and what came of it."""

    use_required_attribute = False
    result = ChoiceField(label=gettext_lazy("What came of it?"), choices=PhoneResult.choices, radios=True)

    class Meta:
        model = PhoneCheck
        fields = ["result", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


class ChosenField(forms.MultipleChoiceField):
    """Rows ticked in the queue, each as `public id:stamp`; cleaned to a dict of them."""

    def valid_value(self, value):
        return bool(CHOSEN.fullmatch(value))

    def clean(self, value):
        return dict(one.split(":") for one in super().clean(value))


class SeveralForm(forms.Form):
    """Listings to approve in one go."""

    chosen = ChosenField(
        error_messages={
            "required": gettext_lazy("Tick what you want to approve first."),
            "invalid_choice": gettext_lazy("One of the rows could not be read. Please tick them again."),
        }
    )


class HistoryForm(forms.Form):
    """The act of a listing behind which a page of its history begins."""

    before = forms.ModelChoiceField(ModerationEvent.objects.none(), required=False)

    def __init__(self, *args, listing, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = ModerationEvent.objects.filter(listing=listing)

    @property
    def act(self):
        """The act asked for; None for the latest page, and where the question made no sense."""
        self.full_clean()
        return self.cleaned_data.get("before")
