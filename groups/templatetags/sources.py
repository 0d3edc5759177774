"""Sources and what they said, in words."""

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from groups import provenance
from groups.choices import RunOutcome
from groups.punctuation import by_commas
from groups.sources.breaking import is_paused
from groups.sources.report import COUNTS

register = template.Library()

WORDS = {
    "rows": _("rows"),
    "listings": _("listings"),
    "new": _("new"),
    "changed": _("changed"),
    "proposed": _("of them wait"),
    "unchanged": _("unchanged"),
    "joined": _("known from another source"),
    "corrected": _("kept as they are here"),
    "missing": _("missing"),
    "withdrawn": _("withdrawn"),
    "returned": _("there again"),
    "refused": _("refused"),
    "published": _("published"),
    "queued": _("queued"),
    "unpublished": _("not public at the source"),
}
WORDS_OF_A_TRY = WORDS | {
    "proposed": _("of them would wait"),
    "corrected": _("would be kept as they are here"),
    "withdrawn": _("would be withdrawn"),
    "published": _("would be published"),
    "queued": _("would be queued"),
}


@register.simple_tag
def paused(source):
    """Whether a source failed so often that it is asked rarely."""
    return is_paused(source)


@register.filter
def is_past(moment):
    """Whether an aware moment is over, such as that at which a source was to be asked."""
    return moment <= timezone.now()


@register.filter
def names_row(sentence, ref):
    """Whether a sentence about the row `ref` begins by naming it, as “Row m-7: …” does."""
    return f" {ref}: " in sentence


@register.simple_tag
def numbers(run):
    """The counts of a run that are not 0: “1,200 rows, 3 new”; of one that kept nothing, what would have come of it."""
    words = WORDS_OF_A_TRY if run.outcome == RunOutcome.TRIED else WORDS
    counts = [(run.counts[name], words[name]) for name in COUNTS if run.counts.get(name)]
    return by_commas(f"{number_format(number, use_l10n=True, force_grouping=True)} {word}" for number, word in counts)


@register.simple_tag
def origins(listing):
    """From which source each fact of a listing comes, as `provenance.Origin`s; no query where it has none."""
    if listing.source is None or listing.source.is_sample:
        return []
    return provenance.origins(listing)
