"""Giving back: helpers wanted, first visits told, topics wished for, and what moderators decide about them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.checks import contacts_in
from groups.choices import Facet
from groups.forms.fields import COUNTED_DAYS, DayField, LineField, MailField, TextField
from groups.forms.managing import ManagingForm
from groups.forms.plain import PlainForm
from groups.forms.search import LAST_PAGE
from groups.models import Term
from groups.models.stories import LONGEST_STORY
from groups.stories import WORDS

NOBODY_TO_FIND = _("Please leave out “%(found)s”: names, numbers and addresses of people do not belong here.")


class NearForm(forms.Form):
    """Around which place, and which page."""

    near = forms.CharField(required=False, max_length=120)
    page = forms.IntegerField(required=False, min_value=1)

    @classmethod
    def asked(cls, data):
        """`(place text, page)` of a `QueryDict`; what makes no sense counts as nothing."""
        form = cls(data)
        form.is_valid()
        return form.cleaned_data.get("near", ""), min(form.cleaned_data.get("page") or 1, LAST_PAGE)


class StartForm(NearForm):
    """What somebody looked for in vain."""

    topic = forms.SlugField(required=False, max_length=60)

    def term(self):
        """The topic asked about as a `Term`, or None; no query."""
        return topic_called(self.cleaned_data.get("topic", ""))


class HelpersForm(ManagingForm):
    """What for, how to say so, and from when to when."""

    what = TextField(
        label=_("What do you need helpers for?"),
        max_length=400,
        help_text=_("Such as: welcome people at the door, every Tuesday from 18:00."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    how_to_say = LineField(
        label=_("How do people say that they would like to?"),
        max_length=250,
        help_text=_("Such as: come and ask for Kim, or use “Ask the group”."),
    )
    since = DayField(label=_("From"), validators=COUNTED_DAYS, help_text=_("Empty means today."))
    until = DayField(label=_("Until"), validators=COUNTED_DAYS, help_text=_("Empty means until you take it away."))

    def clean_since(self):
        return self.cleaned_data["since"] or timezone.localdate()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("The last day is before the first."))
        return cleaned


class StoryForm(PlainForm):
    """How a first visit was; of a member (`is_known`) no address is asked."""

    text = TextField(
        label=_("How was your first visit?"),
        max_length=LONGEST_STORY,
        help_text=_("What would you have liked to know before? Name nobody else, and tell nothing said in trust."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    nickname = LineField(
        label=_("Name to show"),
        max_length=40,
        required=False,
        help_text=_("Any name you like, not your full one. You can leave it empty."),
    )
    email = MailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a link, to send your words in and to erase them later. Nobody sees the address."),
    )
    agrees = forms.BooleanField(
        label=WORDS, error_messages={"required": _("We can show your words only if you agree to that.")}
    )

    def __init__(self, *args, is_known, **kwargs):
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["email"]

    def clean_text(self):
        return without_contacts(self.cleaned_data["text"])

    def clean_nickname(self):
        return without_contacts(self.cleaned_data["nickname"])

    @property
    def told(self):
        """What `stories.tell` takes."""
        return {name: self.cleaned_data[name] for name in ("text", "nickname", "email") if name in self.fields}


def without_contacts(text):
    """The text, if nobody can be found by it. Raises ValidationError where it has a number, an address or a link."""
    if found := contacts_in(text):
        raise forms.ValidationError(NOBODY_TO_FIND, params={"found": found[0]})
    return text


class WishForm(PlainForm):
    """A topic that is missing."""

    word = LineField(label=_("Which topic is missing?"), max_length=80, help_text=_("One or two words."))
    why = TextField(
        label=_("Why is it missed?"),
        max_length=600,
        required=False,
        help_text=_("What would people look for? A person reads this; nobody else does."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = MailField(
        label=_("Your e-mail address, if you want to hear what became of it"),
        required=False,
        help_text=_("We send you a link first, to be sure that it is yours. Afterwards one mail, and no more."),
    )


def unnamed():
    """A hidden input without an id: a row may stand twice on its page, as it is and as it would be."""
    return forms.HiddenInput(attrs={"id": False})


class RowForm(PlainForm):
    """One of those on the page: yes or no to what waits, or away with what is shown."""

    row = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=unnamed())
    verdict = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No")), ("away", _("Take it away"))])

    @classmethod
    def about(cls, row, data=None):
        """The form under `row`, one of many on its page, with what was sent for it in `data`."""
        return cls(data, initial=cls.initial_of(row), auto_id=f"id_{row.pk}_%s")

    @classmethod
    def initial_of(cls, row):
        return {"row": row.pk}

    def is_about(self, row):
        """Whether this was sent for `row`; sound or not."""
        self.is_valid()
        return self.cleaned_data.get("row") == row.pk

    @property
    def is_yes(self):
        return self.cleaned_data["verdict"] == "yes"

    @property
    def is_away(self):
        return self.cleaned_data["verdict"] == "away"


class HelpersVerdictForm(RowForm):
    """Show it or not, as it was when a moderator read it."""

    stamp = forms.CharField(max_length=64, required=False, widget=unnamed())

    @classmethod
    def initial_of(cls, row):
        return super().initial_of(row) | {"stamp": row.stamp}


class StoryVerdictForm(RowForm):
    """Show it or not; a no is mailed with its reason."""

    reason = TextField(
        label=_("If not: why?"),
        max_length=600,
        required=False,
        help_text=_("They get these words by mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") == "no" and not cleaned.get("reason"):
            self.add_error("reason", _("Say in kind words why not. They get them by mail."))
        return cleaned


def topic_called(slug):
    """The topic as a `Term`, or None; no query."""
    return Term.objects.lexicon().by_slug.get((Facet.TOPIC, slug))


class WishVerdictForm(RowForm):
    """What became of a wish, for who sent it and, in words of the moderator's own, for everybody."""

    answer_words = TextField(
        label=_("What did we do, or why not?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    public_words = LineField(
        label=_("What was asked, in your own words"),
        max_length=200,
        required=False,
        help_text=_("For everybody, under “You said, we did”. Leave it empty, and only who asked is told."),
    )
    term = forms.TypedChoiceField(label=_("The topic it became"), required=False, coerce=topic_called, empty_value=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        topics = sorted((term.name, term.slug) for term in Term.objects.lexicon().offered(Facet.TOPIC))
        self.fields["term"].choices = [("", _("none")), *((slug, name) for name, slug in topics)]

    def answers(self):
        """What `wishes.decide` takes."""
        return {name: self.cleaned_data[name] for name in ("answer_words", "public_words", "term")}
