"""The words people pick from: rows an operator can add, rename and translate without a release."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from groups.choices import Facet, Formality
from groups.keeping import kept_for

LEXICON_SECONDS = 60
MORE_WORDS = {"help": str, "synonyms": list}


def check_more_words(value):
    """Raises ValidationError unless `value` maps codes of languages to what `Term.more_words` may hold."""
    rows = value.values() if isinstance(value, dict) else [None]
    for row in rows:
        is_sound = isinstance(row, dict) and all(isinstance(row[key], MORE_WORDS.get(key, ())) for key in row)
        if not is_sound or not all(isinstance(word, str) for word in row.get("synonyms", [])):
            raise ValidationError(_("Write it as in the example: for each language “help”, “synonyms” or both."))


@kept_for(LEXICON_SECONDS)
def lexicon():
    """Every term; an operator's change shows within the next minute."""
    return Lexicon(tuple(Term.objects.defer("words").order_by("facet", "position", "pk")))


class TermQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def of(self, facet):
        return self.filter(facet=facet)

    def lexicon(self):
        """All terms at once, kept for a minute in each process: pages name terms without asking again."""
        return lexicon()


class Term(models.Model):
    """One word of one facet, such as topic "grief" (HSDS: taxonomy term). Its id is the tag that search looks for."""

    facet = models.CharField(_("facet"), max_length=12, choices=Facet.choices)
    slug = models.SlugField(_("short name in addresses"), max_length=60)
    label = models.CharField(_("label"), max_length=120)
    translations = models.JSONField(
        _("label in other languages"), default=dict, blank=True, help_text=_('For example {"es": "Duelo"}.')
    )
    synonyms = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("other words for it"),
        default=list,
        blank=True,
        help_text=_("Search finds the term by these too. Separate them by commas."),
    )
    help = models.CharField(_("explanation"), max_length=250, blank=True)
    more_words = models.JSONField(
        _("explanation and other words in other languages"),
        default=dict,
        db_default={},
        blank=True,
        validators=[check_more_words],
        help_text=_('For example {"es": {"help": "Muerte de alguien querido.", "synonyms": ["luto"]}}.'),
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    default_formality = models.CharField(_("usual formality"), max_length=10, choices=Formality.choices, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)
    words = SearchVectorField(null=True, editable=False)  # derived from label and synonyms by a database trigger

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("word to pick")
        verbose_name_plural = _("words to pick")
        ordering = ["facet", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "slug"],
                name="term_slug_unique_in_facet",
                violation_error_message=_("This facet already has a term with this short name."),
            ),
            models.CheckConstraint(
                condition=Q(default_formality="") ^ Q(facet=Facet.KIND),
                name="term_formality_for_kinds_only",
                violation_error_message=_("A kind of support needs a usual formality; no other term has one."),
            ),
            models.CheckConstraint(
                condition=~Q(facet=Facet.KIND) | Q(parent__isnull=False),
                name="term_kind_has_category",
                violation_error_message=_("A kind of support needs its category."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The label in the language of the page, or as the operator wrote it."""
        return self.translations.get(get_language() or "", self.label) if self.translations else self.label

    @property
    def explanation(self):
        """Its sentence in the language of the page; as the operator wrote it where that has none."""
        return self.more_words.get(get_language() or "", {}).get("help") or self.help

    def words_in(self, language):
        """What people who speak a language, other than that of the labels, call it: its label there and synonyms."""
        label = self.translations.get(language)
        return [*([label] if label else []), *self.more_words.get(language, {}).get("synonyms", [])]


@dataclass(frozen=True)
class Lexicon:
    """Every term, by id, by facet and by slug; plain values without queries."""

    terms: tuple[Term, ...]

    def __post_init__(self):
        by_facet = defaultdict(list)
        for term in self.terms:
            by_facet[term.facet].append(term)
        object.__setattr__(self, "by_id", {term.pk: term for term in self.terms})
        object.__setattr__(self, "by_facet", dict(by_facet))
        object.__setattr__(self, "by_slug", {(term.facet, term.slug): term for term in self.terms})

    def offered(self, facet):
        """The terms of a facet that people may pick, in their order."""
        return [term for term in self.by_facet.get(facet, ()) if term.is_active]

    def ids(self, facet, slugs):
        """Ids of the named terms; a name nobody knows has none."""
        return [self.by_slug[facet, slug].pk for slug in slugs if (facet, slug) in self.by_slug]

    def among(self, ids, facet):
        """The terms of one facet among `ids`, in their order."""
        wanted = set(ids)
        return [term for term in self.by_facet.get(facet, ()) if term.pk in wanted]
